"""Sessions with their clocks, snapshots and seeds; faults; and what was told of."""

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from medusa_mock.console.control import YAML, Control
from medusa_mock.domain import events
from medusa_mock.seeds import export_world
from medusa_mock.seeds.worlds import BUILT_IN

SHOWN = 100
"""The most events on a page."""


def add_pages(pages: Blueprint, control: Control) -> None:
    @pages.get("/ui/sessions")
    def show_sessions() -> ResponseReturnValue:
        told = [control.shown(session) for session in control.sessions]
        store = g.session.store
        return render_template("sessions.html", told=told, now=store.now(), frozen=store.frozen)

    @pages.get("/ui/worlds")
    def show_worlds() -> ResponseReturnValue:
        return render_template("worlds.html", snapshots=g.session.snapshots, seeds=sorted(BUILT_IN))

    @pages.get("/ui/world.yaml")
    def download_world() -> ResponseReturnValue:
        name = f"{g.session.name}.yaml"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(export_world(g.session.store.world), mimetype=YAML, headers=headers)

    @pages.get("/ui/faults")
    def show_faults() -> ResponseReturnValue:
        rules = [rule.shown() for rule in control.faults.rules(g.session)]
        return render_template("faults.html", rules=rules, operations=sorted(control.faults.answers.operations))

    @pages.get("/ui/outbox")
    def show_outbox() -> ResponseReturnValue:
        told = events.told(g.session.store, newest=SHOWN)
        hooks = [hook.shown() for hook in control.webhooks.of(g.session)]
        return render_template("outbox.html", events=[event.shown() for event in told][::-1], hooks=hooks)
