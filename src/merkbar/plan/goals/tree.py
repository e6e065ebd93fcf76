"""A plan's tree put together: every place with its children and targets, read with four queries."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from merkbar.plan.goals.models import FactorRating, Level, Node, Picture, Plan, ResultTarget


@dataclass(slots=True)
class Place:
    """A node with what is under it. `rating` is the last word on a success factor."""

    node: Node
    children: list["Place"] = field(default_factory=list)
    targets: list[ResultTarget] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    rating: FactorRating | None = None

    def at(self, level: str) -> list["Place"]:
        """Children of one level."""
        return [child for child in self.children if child.node.level == level]

    @property
    def factors(self) -> list["Place"]:
        """Success factors directly under this place."""
        return self.at(Level.SUCCESS_FACTOR)

    @property
    def texts(self) -> list["Place"]:
        """What is read as text: goals, sections and points."""
        return [child for child in self.children if child.node.level != Level.SUCCESS_FACTOR]

    def all(self) -> Iterator["Place"]:
        """This place and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.all()

    def all_targets(self) -> list[ResultTarget]:
        """Every target of this place and below."""
        return [target for place in self.all() for target in place.targets]


@dataclass(slots=True)
class Tree:
    """A whole plan. `rest`: what stands at the top beside the focus areas; `targets` and `pictures`: those under no node."""

    areas: list[Place]
    rest: list[Place]
    targets: list[ResultTarget]
    pictures: list[Picture]

    @property
    def goals(self) -> list[Place]:
        """The long-term goals at the top of the plan."""
        return [place for place in self.rest if place.node.level == Level.GOAL]

    @property
    def texts(self) -> list[Place]:
        """Other things at the top."""
        return [place for place in self.rest if place.node.level != Level.GOAL]

    def all(self) -> Iterator[Place]:
        """Every place in reading order."""
        for place in (*self.rest, *self.areas):
            yield from place.all()

    def all_targets(self) -> list[ResultTarget]:
        """Every target of the plan in reading order."""
        return [*self.targets, *(target for place in self.all() for target in place.targets)]


def read(plan: Plan) -> Tree:
    """Read a plan that `find` has given."""
    places = {node.pk: Place(node) for node in Node.objects.alive().filter(plan=plan)}
    loose = []
    for target in ResultTarget.objects.alive().filter(plan=plan).select_related("record"):
        if target.node_id in places:
            places[target.node_id].targets.append(target)
        else:
            loose.append(target)
    of_plan: list[Picture] = []
    for picture in Picture.objects.alive().filter(plan=plan):
        home = places.get(picture.node_id or 0)
        (home.pictures if home else of_plan).append(picture)
    for rating in FactorRating.objects.filter(node__plan=plan).order_by("year"):
        if rating.node_id in places:
            places[rating.node_id].rating = rating
    top: list[Place] = []
    for place in places.values():
        parent = places.get(place.node.parent_id or 0)
        (parent.children if parent else top).append(place)
    areas = [place for place in top if place.node.level == Level.FOCUS_AREA]
    return Tree(areas, [place for place in top if place not in areas], loose, of_plan)
