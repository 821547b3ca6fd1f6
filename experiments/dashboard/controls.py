"""The hands-on side of the page: presets, two cards of levers, luck and length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nicegui import events, ui

from experiments.dashboard.levers import Lever, levers, value_in
from experiments.dashboard.own_file import fits_a_link, read_dropped
from experiments.dashboard.state import MOST_HISTORIES, MOST_YEARS, PRESETS, PageState, Policy
from experiments.figures.drawing import COLOURS
from simulation.core.errors import MultipartnerError
from simulation.parameters import Scenario, load_scenario, scenario_names

SECTIONS = {"us": "Policy of the United States", "order": "World order"}
AS_OTHERS = "as other states do"
FIRST_EXIT = 2025
DROP = """
    <q-btn flat dense no-caps size="sm" icon="upload_file" class="full-width" @click="props.pickFiles"
        label="a scenario file of your own: choose, or drop it here" aria-label="{side}: a scenario file of your own">
        <span aria-hidden="true" style="display: none"><q-uploader-add-trigger /></span>
    </q-btn>"""
"""What stands where a file is dropped: a button for those who choose it."""
STEPS = 100
"""Steps between the two ends of a lever."""

Moved = Callable[[Policy], None]


class Slider(ui.slider):
    """A slider that stays where the hand puts it: the server's late answer does not move it back."""

    LOOPBACK = False


class LeverRow:
    """One lever: name, value, slider, both ends in words, and the way back to the scenario's own value."""

    def __init__(self, side: str, lever: Lever, on_move: Callable[[str, float | None], None]) -> None:
        self.lever, self.on_move = lever, on_move
        self.is_set_by_hand = True
        with ui.column().classes("w-full gap-0 lever") as self.whole:
            with ui.row().classes("w-full items-center justify-between no-wrap gap-1"):
                name = ui.label(lever.label).classes("text-sm font-medium")
                with name:
                    ui.tooltip(f"{lever.meaning} [{lever.unit}], {lever.low:g} to {lever.high:g}. {lever.source}")
                with ui.row().classes("items-center no-wrap gap-0"):
                    self.value = ui.label().classes("text-xs value")
                    self.back = ui.button(icon="undo", on_click=self._reset).props(
                        f'flat dense round size=xs aria-label="{side}: {lever.label} back to the scenario"'
                    )
            step = (lever.high - lever.low) / STEPS
            self.slider = (
                Slider(min=lever.low, max=lever.high, step=step, value=lever.low, on_change=self._changed)
                .props(f'dense aria-label="{side}: {lever.label}"')
                .classes("w-full")
                .mark(f"{side} {lever.name}")
            )
            with ui.row().classes("w-full justify-between no-wrap ends"):
                ui.label(lever.ends[0])
                ui.label(lever.ends[1]).classes("text-right")

    def show(self, value: float | None, *, is_moved: bool) -> None:
        """Show a value without taking it for a move of the hand."""
        self.is_set_by_hand = False
        self.slider.set_value(self.lever.low if value is None else value)
        self.is_set_by_hand = True
        self._say(value, is_moved=is_moved)

    def _say(self, value: float | None, *, is_moved: bool) -> None:
        self.value.set_text(AS_OTHERS if value is None else self.lever.shown(value))
        self.whole.classes(**{"add" if value is None else "remove": "unset"})
        self.back.set_visibility(is_moved)

    def _changed(self) -> None:
        if self.is_set_by_hand and self.slider.value is not None:
            value = round(float(self.slider.value), 4)
            self._say(value, is_moved=True)
            self.on_move(self.lever.name, value)

    def _reset(self) -> None:
        self.on_move(self.lever.name, None)


class PolicyCard:
    """One policy: its scenario, its levers, and a date at which the United States leaves.

    Parameters
    ----------
    side : str
        ``A`` or ``B``.
    policy : Policy
    on_move : callable
        Called with the policy that the hand made of it.
    """

    def __init__(self, side: str, policy: Policy, on_move: Moved) -> None:
        self.side, self.policy, self.on_move = side, policy, on_move
        self.is_set_by_hand = True
        colour = COLOURS["AB".index(side)]
        with ui.card().classes(f"w-full policy side-{side.lower()} gap-1").style(f"border-left: 6px solid {colour}"):
            with ui.row().classes("w-full items-center no-wrap"):
                ui.label(side).classes("text-xl font-bold").style(f"color:{colour}")
                self.names = {name: load_scenario(name).title or name for name in scenario_names()}
                self.texts = {policy.base: policy.text} if policy.text else {}
                self.base = (
                    ui.select(
                        self._choices(), value=policy.base, label=f"Policy {side} starts from", on_change=self._rebased
                    )
                    .classes("grow")
                    .props("dense options-dense")
                    .mark(f"{side} base")
                )
            self._drop()
            self.rows: dict[str, LeverRow] = {}
            for section, title in SECTIONS.items():
                with ui.expansion(title, value=section == "us" and side == "B").classes("w-full").props("dense"):
                    for lever in levers().values():
                        if lever.section == section:
                            self.rows[lever.name] = LeverRow(side, lever, self._moved)
                    if section == "us":
                        self._exit(policy)
        self.show(policy)

    def _choices(self) -> dict[str, str]:
        return self.names | {name: f"{name} (your file)" for name in self.texts}

    def _drop(self) -> None:
        drop = ui.upload(auto_upload=True, on_upload=self._dropped).props('flat bordered accept=".toml"')
        drop.add_slot("header", DROP.format(side=self.side))
        drop.classes("drop w-full").mark(f"{self.side} drop")
        self.upload = drop

    async def _dropped(self, event: events.UploadEventArguments) -> None:
        """Take a file of one's own over; what is wrong in it is said in a line, and nothing changes."""
        self.upload.reset()
        try:
            policy = Policy(event.file.name, text=read_dropped(await event.file.read()))
            policy.scenario(1)
        except MultipartnerError as error:
            ui.notify(str(error), type="warning", multi_line=True, timeout=0, close_button="close")
            return
        if not fits_a_link(policy.text):
            ui.notify("This file is too long for a link: keep it, since a link cannot restore it.")
        self.show(policy)
        self.on_move(policy)

    def _exit(self, policy: Policy) -> None:
        self.leaves = (
            ui.number("leaves every partnership in", value=policy.leaves, min=FIRST_EXIT, precision=2, step=1)
            .props('dense clearable stack-label placeholder="never" hint="It may still act alone."')
            .classes("w-full")
            .on_value_change(self._left)
            .mark(f"{self.side} leaves")
        )

    def show(self, policy: Policy) -> None:
        """Show a policy that was not made by the hand."""
        self.policy, self.is_set_by_hand = policy, False
        if policy.text and self.texts.get(policy.base) != policy.text:
            self.texts[policy.base] = policy.text
            self.base.set_options(self._choices())
        self.base.set_value(policy.base)
        self.leaves.set_value(policy.leaves)
        self.is_set_by_hand = True
        scenario: Scenario = replace(policy, leaves=None).scenario(1)
        moved = dict(policy.changes)
        for name, row in self.rows.items():
            row.show(value_in(scenario, name), is_moved=name in moved)

    def _moved(self, name: str, value: float | None) -> None:
        self.policy = self.policy.with_lever(name, value)
        if value is None:
            self.show(self.policy)
        self.on_move(self.policy)

    def _rebased(self) -> None:
        if self.is_set_by_hand:
            base = str(self.base.value)
            self.show(Policy(base, leaves=self.policy.leaves, text=self.texts.get(base, "")))
            self.on_move(self.policy)

    def _left(self) -> None:
        if self.is_set_by_hand:
            said = self.leaves.value
            self.policy = replace(self.policy, leaves=None if said is None else float(said))
            self.on_move(self.policy)


def presets(on_choice: Callable[[PageState], None]) -> None:
    """Show questions to begin with."""
    with ui.row().classes("w-full gap-1").props('role="group" aria-label="Questions to begin with"'):
        for name, (title, state) in PRESETS.items():
            button = ui.button(title, on_click=lambda _, state=state: on_choice(state))
            button.props("outline dense no-caps size=sm").mark(f"preset {name}")


class LuckCard:
    """Seed, length, and how many histories."""

    def __init__(self, state: PageState, on_move: Callable[..., None]) -> None:
        self.on_move = on_move
        self.is_set_by_hand = True
        self.fields: dict[str, Any] = {}
        with ui.card().classes("w-full gap-1"), ui.row().classes("w-full no-wrap"):
            for name, label, low, high in (
                ("histories", "histories", 2, MOST_HISTORIES),
                ("years", "years", 1, MOST_YEARS),
                ("seed", "first seed", 0, 2**31),
            ):
                field = ui.number(label, value=getattr(state, name), min=low, max=high, precision=0)
                field.props("dense debounce=400").classes("w-24 grow").mark(name)
                field.on_value_change(lambda _, name=name: self._moved(name))
                self.fields[name] = field

    def show(self, state: PageState) -> None:
        """Show values that were not typed."""
        self.is_set_by_hand = False
        for name, field in self.fields.items():
            field.set_value(getattr(state, name))
        self.is_set_by_hand = True

    def _moved(self, name: str) -> None:
        value = self.fields[name].value
        if self.is_set_by_hand and value is not None:
            self.on_move(**{name: int(value)})
