"""English: what F1 tells of each dialog; the first line is its title."""

from __future__ import annotations

EXPLAIN = {
    "explain.prompt": (
        "A line to type\nEnter does it, Esc goes back. What is wrong with it stands below, and the line stays as it is."
    ),
    "explain.save": (
        "Saving\n"
        "The ending of the name says what is written: .png the drawing inside of its picture, to open and go "
        "on drawing; .ora OpenRaster for Krita and GIMP; .labels.png label ids; .spade.png SPADE's layout; "
        ".mat, .svg, .ans (text for a terminal), .gif (the strokes as a film). What a format leaves out is "
        "told first: Enter again writes it. ~ is your home folder."
    ),
    "explain.open": (
        "Opening\n"
        "A drawing, a label map (PNG, .mat), OpenRaster, or a photograph: its labels are read, and you say "
        "part by part what becomes of them. A .png that isn't there yet is where a new drawing will be "
        "saved. ~ is your home folder."
    ),
    "explain.seed": (
        "Seed\nA whole number: the same one draws the same details. s takes another by chance, Q shows many."
    ),
    "explain.chain": (
        "Chain\n"
        "What happens to the picture after it is drawn: one generator after another, joined by |. :DOMAIN "
        "asks for one of its domains, @WEIGHTS for weights from your store. A ends the chain, @ shows all "
        "domains."
    ),
    "explain.picker": (
        "A list\nType a part of a name and it becomes shorter. ↑ ↓ move, Enter or a click picks, Esc goes back."
    ),
    "explain.stamps": (
        "Stamps\n"
        "Pieces of label map to lay down: type a part of a name, ↑ ↓ show each, Enter or a click takes one "
        "into the hand. Then every press lays it; [ ] or the wheel change its size, X turns it. A selection "
        "(z) is kept as a stamp of your own by the last line of the list."
    ),
    "explain.values": (
        "Lines to change\n"
        "↑ ↓ go from line to line, ← → or Space change what stands there; a click does too. It shows at once "
        "where it can. Esc closes."
    ),
    "explain.toolbox": (
        "Tools\n"
        "The letter before a tool takes it, and so does a click, or ↑ ↓ and Enter. Esc keeps the one in the "
        "hand."
    ),
    "explain.lint": (
        "Inspect\n"
        "What in the sketch is unlike the scenes that networks know. ↑ ↓ show on the canvas where it is; "
        "Enter mends it where that can be done, on trial first. Esc goes back."
    ),
    "explain.versions": (
        "Earlier versions\n"
        "Snapshots that you took (v), and the file as it was before the last times it was saved. ↑ ↓ show "
        "them, Enter goes back to one; undo comes back from there."
    ),
    "explain.which": (
        "Two drawings\n"
        "The file was written by somebody else while strokes of yours were not saved. 1 goes on with yours, "
        "2 with the file; undo brings the other one back."
    ),
    "explain.reference": (
        "Reference picture\n"
        "It lies under the labels, to be traced, and is kept with the drawing. ← → let more or less of it be "
        "seen; Enter or a click on another line reads labels out of it, lays another one, or takes it away."
    ),
    "explain.reading": (
        "Parts of a photograph\n"
        "The canvas shows each part as the scene reader named it. Enter takes it, l or a label's key takes "
        "it as another label, s leaves the canvas there as it was, a takes all the rest, b goes back by one. "
        "Esc leaves everything as it was. All of it is one step of undo."
    ),
    "explain.trial": (
        "On trial\n"
        "The change is on the canvas to be looked at, and the picture follows. Enter keeps it, Esc takes it "
        "back; the other keys on the line ask for another version."
    ),
    "explain.question": ("A question\nA key named on the line answers it. Esc goes back, and nothing happens."),
    "explain.wall": (
        "Many pictures\n"
        "The same sketch many times over. The letter of a picture picks it, and so does a click; further "
        "keys stand on the first line. Esc goes back."
    ),
    "explain.runs": (
        "Training runs\n"
        "↑ ↓ choose a run; its losses and what it draws stand beside the list. n begins one, the last line "
        "names all other keys. Runs go on when you leave, and when the line drops."
    ),
    "explain.run_form": (
        "A new run\n"
        "↑ ↓ go from field to field, ← → choose where there is a choice. Empty fields are as the preset has "
        "them. Enter tries two steps, then begins; it goes on when you leave."
    ),
    "explain.plugins": (
        "Plugins\n"
        "What is installed, what it brings, and what is wrong with it. ↑ ↓ choose, the last line names the "
        "keys. A plugin that is off, or broken, takes nothing else with it."
    ),
    "explain.commands": (
        "All actions\n"
        "Type a part of what you want to do; behind each action stands its key. ↑ ↓ move, Enter or a click "
        "does it, Esc goes back."
    ),
}
