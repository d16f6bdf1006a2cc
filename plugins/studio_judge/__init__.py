"""The judge: a second scene reader that only measures pictures. No generator, and nothing trains against it.

Its family (a dilated ResNet), its seeds and its scenes are other than the teacher's (`studio_reader`), so what a
generator learnt to please the teacher with doesn't please the judge by itself.
"""
