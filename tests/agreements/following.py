"""Groups, meetings, tasks, goals and recommendations of an agreement of Umeå kommun and Vän i Umeå."""

from typing import Any

from tests.cast import UMEA, VAN, Cast

Json = dict[str, Any]

GROUP: Json = {
    "kind": "regional_council",
    "name": "Regionrådet",
    "starts_on": "2020-01-01",
    "members": [{"organization": UMEA, "representatives": 2}, {"organization": VAN}],
}
MET: Json = {
    "attendance": [{"organization": VAN, "people": 2}],
    "items": [{"kind": "decision", "text": "Vi börjar i mars"}],
    "minutes": "KS/11",
}
TASK: Json = {"organization": VAN, "text": "Lägesrapport", "due_on": "2021-02-01"}
GOAL: Json = {
    "name": "Fler möten",
    "indicator": "Träffar om året",
    "unit": "träffar",
    "targets": [{"period": "2020", "value": "40"}, {"by": "2023-06-30", "value": "50"}],
}
MEASURED: Json = {"value": "41", "source": "Verksamhetsberättelse"}
RECOMMENDED: Json = {
    "text": "Förläng med ett år",
    "statements": [{"organization": UMEA, "said": "yes"}, {"organization": VAN, "said": "absent"}],
}


def followed(cast: Cast, agreement: int) -> Json:
    """A regional council that met and recommended something; tasks of both parties, the association's is late, and one
    that is done; a goal and what was reached. Their ids by name."""
    officer, about = cast.officer, {"agreement": agreement}
    group = officer.ok("post", "working-groups", about | GROUP)["id"]
    met = officer.ok("post", "group-meetings", {**about, "group": group, **MET})["id"]
    goal = officer.ok("post", "goals", about | GOAL)["id"]
    officer.ok("post", f"goals/{goal}/measurements", {**MEASURED, "measured_on": "2020-12-01"})
    said = officer.ok("post", "recommendations", {**about, "group": group, **RECOMMENDED})["id"]
    task = officer.ok("post", "tasks", {**about, "meeting": met, **TASK})["id"]
    done = officer.ok("post", "tasks", about | TASK)["id"]
    cast.treasurer.ok("post", f"tasks/{done}/end", {})
    own = officer.ok("post", "tasks", {**about, **TASK, "organization": UMEA, "due_on": "2199-01-31"})["id"]
    return {"group": group, "met": met, "goal": goal, "recommendation": said, "task": task, "own_task": own}
