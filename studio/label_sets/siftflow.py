"""The SIFT Flow data set: 33 names, numbered from 1; 0 is unlabelled.

The list is the `names` of every label file of the data set (Liu, Yuen, Torralba: Nonparametric Scene Parsing, 2009) and
stands, for example, in `SiftFlowDatasetMC.m` of github.com/nightrome/matconvnet-calvin. Colours are not published.
"""

from __future__ import annotations

from studio.label_sets.label_set import Entry

# fmt: off
SIFTFLOW = (
    Entry(0, "unlabeled", "void"),
    Entry(1, "awning", "building"),
    Entry(2, "balcony", "building"),
    Entry(3, "bird", "void"),
    Entry(4, "boat", "void"),
    Entry(5, "bridge", "bridge"),
    Entry(6, "building", "building"),
    Entry(7, "bus", "void"),
    Entry(8, "car", "void"),
    Entry(9, "cow", "void"),
    Entry(10, "crosswalk", "road"),
    Entry(11, "desert", "sand"),
    Entry(12, "door", "building"),
    Entry(13, "fence", "building"),
    Entry(14, "field", "field"),
    Entry(15, "grass", "grass"),
    Entry(16, "moon", "void"),
    Entry(17, "mountain", "mountain"),
    Entry(18, "person", "void"),
    Entry(19, "plant", "bush"),
    Entry(20, "pole", "void"),
    Entry(21, "river", "river"),
    Entry(22, "road", "road"),
    Entry(23, "rock", "rock"),
    Entry(24, "sand", "sand"),
    Entry(25, "sea", "sea"),
    Entry(26, "sidewalk", "road"),
    Entry(27, "sign", "void"),
    Entry(28, "sky", "sky"),
    Entry(29, "staircase", "building"),
    Entry(30, "streetlight", "void"),
    Entry(31, "sun", "sun"),
    Entry(32, "tree", "tree"),
    Entry(33, "window", "building"),
)
# fmt: on
