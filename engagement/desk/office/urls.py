from django.urls import path

from engagement.desk.office.board import board
from engagement.desk.office.case import case_page, do
from engagement.desk.office.queue import hand_over_many, queue

urlpatterns = [
    path("", queue, name="desk"),
    path("hand-over/", hand_over_many, name="desk_hand_over"),
    path("board/", board, name="desk_board"),
    path("<int:case_id>/", case_page, name="desk_case"),
    path("<int:case_id>/<slug:deed>/", do, name="desk_deed"),
]
