"""Snapshots, backups, and pairs to learn from: what is kept of a drawing besides the drawing."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from studio.errors import StudioError
from studio.sketch.document import Sketch
from studio.sketch.files import open_sketch
from studio.sketch.pairs import count_pairs, keep_pair
from studio.sketch.replay import take_settings
from studio.tui.screens.desk_screen import DeskScreen
from studio.tui.screens.prompt import Prompt
from studio.tui.screens.versions import Version, Versions

FIRST_PAIRS_FOLDER = "~/sketch-pairs"


class VersionActions(DeskScreen):
    """The keys `v`, `V` and `K`."""

    def action_snapshot(self) -> None:
        """Give the drawing as it is now a name."""
        journal = self.services.keeper.journal
        if journal is None:
            self.say("versions.none")
            return

        def accept(name: str) -> str | None:
            try:
                self.services.keeper.keep(self.desk.sketch, self.desk.path, None, self.desk.version)
                journal.snapshot(name, self.desk.sketch)
            except (OSError, StudioError) as error:
                return str(error)
            self.say("snapshot.taken", name=name)
            return None

        self.app.push_screen(Prompt(self.texts("snapshot.title"), self.texts("dialog.keys"), accept))

    def action_versions(self) -> None:
        """Look at earlier states, and go back to one."""
        keeper = self.services.keeper
        journal = keeper.journal
        snapshots = (
            [Version(one.name, one.time_s, partial(journal.sketch_of, one)) for one in journal.snapshots]
            if journal
            else []
        )
        backup = self.texts("versions.backup")
        backups = [
            Version(backup, one.time_s, partial(open_sketch, one.path)) for one in keeper.backups(self.desk.path)
        ]
        versions = sorted([*snapshots, *backups], key=lambda one: -one.time_s)
        if not versions:
            self.say("versions.none")
            return
        self.app.push_screen(Versions(versions, self.desk.sketch, self.texts), self._go_back_to)

    def action_keep_pair(self) -> None:
        """Put the drawing and its picture into a data set; the first time, ask which."""
        picture = self.live.fresh_picture
        if picture is None:
            self.say("pair.no_picture")
            return
        labels = self.desk.labels.copy()

        def accept(line: str) -> str | None:
            folder = Path(os.path.expanduser(line))
            try:
                keep_pair(folder, labels, picture)
            except StudioError as error:
                return str(error)
            self.services.keeper.state.pairs_folder = folder
            self.say("pair.kept", path=folder, count=count_pairs(folder))
            return None

        folder = self.services.keeper.state.pairs_folder
        if folder is None or accept(str(folder)) is not None:
            value = str(folder or FIRST_PAIRS_FOLDER)
            self.app.push_screen(Prompt(self.texts("pair.title"), self.texts("dialog.keys"), accept, value=value))

    def _go_back_to(self, version: Sketch | None) -> None:
        if version is None:
            return
        if version.labels.shape != self.desk.labels.shape:
            self.say("versions.other_size")
            return
        take_settings(self.desk.sketch, version)
        region = self.desk.replace_labels("version", version.labels)
        self.desk.version += region.is_empty  # how the picture is made changed even where the map did not
        self.drawn(region)
        self.asked()
