"""Code lists and figures that other people publish: dated, cited, replaceable."""

from watchward.reference.load import Citation, CodeList, Figure, code_list, figure, names

__all__ = ["Citation", "CodeList", "Figure", "code_list", "figure", "names"]
