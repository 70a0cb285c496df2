"""What higher rooms say about people."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cms.kit.registry import Registry

EDITORS = "Editors"
APPROVERS = "Approvers"
OFFICERS = "Officers"
SUPERVISORS = "Supervisors"
DATA_STEWARDS = "Data stewards"
ADMINISTRATORS = "Administrators"
GROUPS = (EDITORS, APPROVERS, OFFICERS, SUPERVISORS, DATA_STEWARDS, ADMINISTRATORS)

# By room: {group: ["app_label.codename", …]}. Asked when a municipality is provisioned, after every room has
# its tables there. Administrators get what anybody gets, so a room names only the others.
group_permissions: Registry[Mapping[str, list[str]] | Callable[[], Mapping[str, list[str]]]] = Registry(
    "permissions of groups"
)
