"""The mutation check: each rule of the models broken in turn, and the test that notices."""
