from django.urls import path

from engagement.desk.office import documents, saved
from engagement.desk.office.absences import absences, end
from engagement.desk.office.board import board
from engagement.desk.office.case import case_page, do
from engagement.desk.office.counter import new, receipt
from engagement.desk.office.queue import hand_over_many, queue

urlpatterns = [
    path("", queue, name="desk"),
    path("hand-over/", hand_over_many, name="desk_hand_over"),
    path("board/", board, name="desk_board"),
    path("views/", saved.keep, name="desk_view_keep"),
    path("views/<int:view_id>/drop/", saved.drop, name="desk_view_drop"),
    path("new/", new, name="desk_new"),
    path("absences/", absences, name="desk_absences"),
    path("absences/<int:absence_id>/end/", end, name="desk_absence_end"),
    path("<int:case_id>/", case_page, name="desk_case"),
    path("<int:case_id>/receipt/", receipt, name="desk_receipt"),
    path("<int:case_id>/documents/issue/", documents.issue, name="desk_document_issue"),
    path("<int:case_id>/documents/preview/<slug:outcome>/", documents.preview, name="desk_document_preview"),
    path("<int:case_id>/documents/<int:document_id>/", documents.download, name="desk_document"),
    path("<int:case_id>/documents/<int:document_id>/<slug:deed>/", documents.act, name="desk_document_deed"),
    path("<int:case_id>/<slug:deed>/", do, name="desk_deed"),
]
