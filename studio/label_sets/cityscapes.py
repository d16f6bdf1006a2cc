"""Cityscapes: the 35 label ids of `*_labelIds.png` (−1 marks license plates, which those files leave out).

The published list, colours too, is `cityscapesscripts/helpers/labels.py` of github.com/mcordts/cityscapesScripts.
"""

from __future__ import annotations

from studio.label_sets.label_set import Entry

# fmt: off
CITYSCAPES = (
    Entry(0, "unlabeled", "void", (0, 0, 0)),
    Entry(1, "ego vehicle", "void", (0, 0, 0)),
    Entry(2, "rectification border", "void", (0, 0, 0)),
    Entry(3, "out of roi", "void", (0, 0, 0)),
    Entry(4, "static", "void", (0, 0, 0)),
    Entry(5, "dynamic", "void", (111, 74, 0)),
    Entry(6, "ground", "dirt", (81, 0, 81)),
    Entry(7, "road", "road", (128, 64, 128)),
    Entry(8, "sidewalk", "road", (244, 35, 232)),
    Entry(9, "parking", "road", (250, 170, 160)),
    Entry(10, "rail track", "road", (230, 150, 140)),
    Entry(11, "building", "building", (70, 70, 70)),
    Entry(12, "wall", "building", (102, 102, 156)),
    Entry(13, "fence", "building", (190, 153, 153)),
    Entry(14, "guard rail", "building", (180, 165, 180)),
    Entry(15, "bridge", "bridge", (150, 100, 100)),
    Entry(16, "tunnel", "building", (150, 120, 90)),
    Entry(17, "pole", "void", (153, 153, 153)),
    Entry(18, "polegroup", "void", (153, 153, 153)),
    Entry(19, "traffic light", "void", (250, 170, 30)),
    Entry(20, "traffic sign", "void", (220, 220, 0)),
    Entry(21, "vegetation", "tree", (107, 142, 35)),
    Entry(22, "terrain", "grass", (152, 251, 152)),
    Entry(23, "sky", "sky", (70, 130, 180)),
    Entry(24, "person", "void", (220, 20, 60)),
    Entry(25, "rider", "void", (255, 0, 0)),
    Entry(26, "car", "void", (0, 0, 142)),
    Entry(27, "truck", "void", (0, 0, 70)),
    Entry(28, "bus", "void", (0, 60, 100)),
    Entry(29, "caravan", "void", (0, 0, 90)),
    Entry(30, "trailer", "void", (0, 0, 110)),
    Entry(31, "train", "void", (0, 80, 100)),
    Entry(32, "motorcycle", "void", (0, 0, 230)),
    Entry(33, "bicycle", "void", (119, 11, 32)),
    Entry(-1, "license plate", "void", (0, 0, 142)),
)
# fmt: on
