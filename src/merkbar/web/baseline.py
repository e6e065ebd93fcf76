"""Everything a fresh installation needs before its first person logs in."""

from importlib import import_module

LOADERS = (
    ("merkbar.ground.units.baseline", "load_levels"),
    ("merkbar.ground.people.baseline", "load_roles"),
    ("merkbar.ground.records.baseline", "load_link_rules"),
    ("merkbar.check.deviations.baseline", "load_taxonomy"),
    ("merkbar.do.procedures.baseline", "load_words"),
    ("merkbar.act.actions.baseline", "load_action_types"),
)


def load() -> None:
    """Load every module's baseline; safe to repeat."""
    for module, function in LOADERS:
        getattr(import_module(module), function)()
