"""One history from near: a map, the partnerships, a date to move, and why somebody sits where it sits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import background_tasks, run, ui

from experiments.analysis.wording import significant
from experiments.dashboard.charts import Dot, map_chart, network_chart
from experiments.dashboard.drawn import Drawn
from experiments.dashboard.look import FIRST_YEAR, Look
from experiments.dashboard.moment import (
    COLOURED_BY,
    actor_name,
    coasts,
    map_dots,
    members_of,
    network,
    partnership_name,
    running,
    seats_of,
    why,
    world_at,
)
from simulation.core.codes import ISSUES
from simulation.core.errors import MultipartnerError
from simulation.start.names import roster_of

if TYPE_CHECKING:
    from experiments.dashboard.page import Page
    from experiments.dashboard.state import PageState
    from simulation.world import World

VIEWS = frozenset({"map", "partnerships"})
PLAY_PAUSE = 0.7
"""Seconds between two years while time runs."""


class CloseUp:
    """Map and partnerships of one policy in the first history, at a date.

    Parameters
    ----------
    page : Page
        Whose policies are looked at.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.world: World | None = None
        self.dots: list[Dot] = []
        self.shown: Any = None
        self.token = 0
        look = page.state.look
        self.wanted_partnership = look.partnership
        with ui.column().classes("w-full gap-1") as self.column:
            with ui.row().classes("w-full items-center controls"):
                self.side = ui.toggle({"a": "A", "b": "B"}, value=look.side).props('aria-label="Which policy"')
                self.year = ui.slider(min=FIRST_YEAR, max=self._last(), value=min(look.year, self._last()), step=1)
                self.year.classes("grow year").props('label-always aria-label="Year"').mark("year")
                self.play = ui.button(icon="play_arrow", on_click=self._played).props('flat aria-label="Let time run"')
                self.by = ui.select({key: words for key, (words, _) in COLOURED_BY.items()}, value=look.by)
                self.by.props('dense label="coloured by"').classes("w-56")
            with ui.row().classes("closeup w-full"):
                self.chart = Drawn("Map or network", "map grow", on_point_click=self._clicked)
                with ui.column().classes("detail gap-1").props('aria-live="polite"').mark("detail"):
                    self._choosers()
                    self.detail = ui.column().classes("w-full gap-1")
        self.timer = ui.timer(PLAY_PAUSE, self._tick, active=False)
        for control in (self.side, self.year, self.by):
            control.on_value_change(self._refresh)

    def _choosers(self) -> None:
        ids, names = self.names()
        actors = {each: f"{name} ({each})" for each, name in zip(ids, names, strict=True)}
        begun = self.page.state.look.actor
        self.actor = ui.select(
            actors,
            value=begun if begun in actors else None,
            label="actor",
            with_input=True,
            on_change=self._asked,
        ).props("dense clearable")
        self.actor.classes("w-full").mark("actor")
        self.partnership = ui.select({}, label="partnership", with_input=True, on_change=self._asked)
        self.partnership.props("dense clearable").classes("w-full").mark("partnership")

    def _last(self) -> int:
        """Return the last year that can be looked at."""
        return FIRST_YEAR + self.page.state.years

    def names(self) -> tuple[list[str], list[str]]:
        """Return ids and names of the actors of the world that is looked at."""
        roster = roster_of(self.page.state.b.scenario(self.page.state.years))
        return list(roster.ids), list(roster.names)

    def show(self, view: str) -> None:
        """Appear where a view of it is chosen."""
        self.column.set_visibility(view in VIEWS)
        self.by.set_visibility(view == "map")
        if view not in VIEWS:
            self.timer.deactivate()

    def follow(self, state: PageState) -> None:
        """Look again if what is looked at has changed."""
        if state.view in VIEWS and self._wanted() != self.shown:
            self._refresh()

    def _wanted(self) -> Any:
        state = self.page.state
        return getattr(state, self.side.value), state.seed, state.years, self.year.value, self.by.value, state.view

    def _refresh(self) -> None:
        self.year.props(f"max={self._last()}")
        self.year.set_value(min(self.year.value, self._last()))
        self.token += 1
        self.shown = self._wanted()
        self._remember()
        background_tasks.create(self._look(self.token), name="closeup")

    async def _look(self, token: int) -> None:
        """Compute the history up to the date in a thread; what was asked last is what is drawn."""
        policy, seed, years, year, by, view = self.shown
        world = await run.io_bound(world_at, policy.scenario(years), seed, float(year))
        if token != self.token or world is None:
            return
        with self.page.client:
            self.world = world
            if view == "map":
                self.dots = map_dots(world, by)
                marked = [each.id for each in self._members(world)]
                self.chart.put(map_chart(self.dots, coasts(), COLOURED_BY[by][0], marked))
            else:
                self.dots, ties = network(world)
                self.chart.put(network_chart(self.dots, ties, ISSUES))
            named = {world.partnership_ids[row]: partnership_name(world, row) for row in running(world)}
            if named != self.partnership.options:
                wanted = self.partnership.value or self.wanted_partnership
                self.wanted_partnership = ""
                self.partnership.set_options(named, value=wanted if wanted in named else None)
            self._tell()

    def _members(self, world: World) -> list[Any]:
        name = self.partnership.value
        return members_of(world, world.partnership_ids.index(name)) if name in world.partnership_ids else []

    def _clicked(self, event: Any) -> None:
        if event.series_index != 0 or not 0 <= event.data_index < len(self.dots):
            return
        chosen = self.dots[event.data_index].id
        (self.actor if self.page.state.view == "map" else self.partnership).set_value(chosen)

    def _remember(self) -> None:
        """Let the link of the page hold what is looked at."""
        chosen = self.partnership.value or self.wanted_partnership
        look = Look(self.side.value, int(self.year.value), self.by.value, self.actor.value or "", chosen or "")
        self.page.looks_at(look)

    def _asked(self) -> None:
        self._remember()
        if self.page.state.view == "map":
            self._refresh()
        self._tell()

    def _tell(self) -> None:
        """Say who sits in what was chosen, and why."""
        world = self.world
        if world is None:
            return
        self.detail.clear()
        actor, partnership = self.actor.value, self.partnership.value
        with self.detail:
            try:
                if actor and partnership:
                    self._tell_why(world, actor, partnership)
                elif actor:
                    self._tell_actor(world, actor)
                elif partnership:
                    self._tell_partnership(world, partnership)
                else:
                    ui.label("Choose an actor, a partnership, or both: click, or type.").classes("text-sm")
            except MultipartnerError as error:
                ui.label(str(error)).classes("text-sm")

    def _tell_why(self, world: World, actor: str, partnership: str) -> None:
        for text in why(world, actor, partnership):
            ui.label(text).classes("text-sm")
        row = world.partnership_ids.index(partnership)
        for other, said in (
            (self.partnership, f"All partnerships of {actor_name(world, actor)}"),
            (self.actor, f"All members of {partnership_name(world, row)}"),
        ):
            ui.button(said, on_click=lambda _, other=other: other.set_value(None)).props(
                "flat dense no-caps size=sm align=left icon=arrow_back"
            )

    def _tell_actor(self, world: World, actor: str) -> None:
        seats = seats_of(world, actor)
        ui.label(f"{actor_name(world, actor)} sits in {len(seats)} partnerships. Click one to see why.").classes(
            "text-sm"
        )
        with ui.row().classes("gap-1 list"):
            for name in seats:
                row = world.partnership_ids.index(name)
                button = ui.button(
                    partnership_name(world, row), on_click=lambda _, n=name: self.partnership.set_value(n)
                )
                button.props("flat dense no-caps size=sm align=left")

    def _tell_partnership(self, world: World, partnership: str) -> None:
        row = world.partnership_ids.index(partnership)
        members = members_of(world, row)
        pledged, paid = sum(each.pledged for each in members), sum(each.delivered for each in members)
        ui.label(
            f"{partnership_name(world, row)}: {len(members)} members pledge {significant(pledged)} and deliver "
            f"{significant(paid)} US$bn a year. Click one to see why it is in."
        ).classes("text-sm")
        with ui.row().classes("gap-1 list"):
            for each in members:
                said = f"{each.name}: {significant(each.delivered)}"
                button = ui.button(said, on_click=lambda _, n=each.id: self.actor.set_value(n))
                button.props("flat dense no-caps size=sm align=left")

    def _played(self) -> None:
        self.timer.active = not self.timer.active
        self.play.props(f"icon={'pause' if self.timer.active else 'play_arrow'}")

    def _tick(self) -> None:
        self.year.set_value(FIRST_YEAR if self.year.value >= self._last() else self.year.value + 1)
