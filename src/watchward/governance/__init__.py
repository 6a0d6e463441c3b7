"""The papers that a data officer answers for, generated from what the software is set to do."""
