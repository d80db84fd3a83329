"""Reports in a case: a paper that the officer registers and the municipality answers, or the association's own."""

from tests.cases import associations
from tests.cases.reading import plain
from tests.cases.words import Yaml
from tests.cases.world import World


def _period(world: World, label: str) -> tuple[str, str]:
    answer = world.officer.ok("get", f"agreements/{world.agreement['id']}/commitment-check")
    return next((row["starts_on"], row["ends_on"]) for row in answer["periods"] if row["period"] == label)


def _content(world: World, event: Yaml) -> Yaml:
    """Figures, hours (one row per category over the whole period, or rows with dates) and activities of a report."""
    starts_on, ends_on = _period(world, event["report"])
    cash = event.get("own_cash", {})
    cash = cash if isinstance(cash, dict) else {"fees": cash}
    figures = [{"kind": "own_cash", "source": source, "amount": amount} for source, amount in cash.items()]
    figures += [{"kind": kind, "amount": event[kind]} for kind in ("income", "costs") if kind in event]
    if "in_kind" in event:
        valued = {"basis": "price_list", "document": "Påhittad prislista"}
        figures.append({"kind": "in_kind", "amount": event["in_kind"], **valued})
    hours = event.get("hours", {})
    rows = hours if isinstance(hours, list) else [{"category": name, "hours": many} for name, many in hours.items()]
    common = {"activity": "Språkcafé", "women": 3, "men": 2, "attested_by": "Kassören"}
    return {
        "figures": figures,
        "volunteer_hours": [{**common, "starts_on": starts_on, "ends_on": ends_on, **row} for row in rows],
        "activities": event.get("activities", []),
        "narrative": f"Påhittade uppgifter för testet{', kompletterade' if event.get('again') else ''}.",
    }


def _written(world: World, event: Yaml) -> str:
    """The address of the report once its content is written: a new one, or (`again`) the one that is there."""
    content = _content(world, event)
    which = {"agreement": world.agreement["id"], "period": event["report"]}
    if not event.get("again"):
        body = {**which, **content} | ({"organization": event["by"]} if "by" in event else {})
        return f"annual-reports/{world.post('annual-reports', body)['id']}"
    query = "&".join(f"{name}={value}" for name, value in which.items())
    path = f"annual-reports/{world.officer.ok('get', f'annual-reports?{query}')['results'][0]['id']}"
    world.officer.patch_current(path, plain(content))
    return path


def report(world: World, event: Yaml) -> None:
    """A paper report that the officer registers, and the municipality's answer to it; or one that the association fills
    from its slips and hands in itself.
    """
    if event.get("from_slips"):
        associations.report(world.agreement, event, plain(_content(world, event)))
        return
    path = _written(world, event)
    if "refused" in event:
        world.refused(f"{path}/submit", {"received_on": event["date"]}, event["refused"])
        return
    world.post(f"{path}/submit", {"received_on": event["date"]})
    if "approved_on" in event:
        world.post(f"{path}/approve", {"approved_on": event["approved_on"]})
    if "returned_on" in event:
        told = {
            "comment": "Revisionsberättelsen saknas.",
            "due_on": event["due_on"],
            "returned_on": event["returned_on"],
        }
        world.post(f"{path}/return", told)
