"""Thrift's compact protocol, read-only and bounded: the form in which Parquet describes itself."""

from typing import Any

DEEPEST = 16
TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = range(1, 13)


class Malformed(ValueError):
    """Bytes that are not what they say; the message never quotes them."""


def read_struct(data: bytes, at: int, depth: int = 0) -> tuple[dict[int, Any], int]:
    """A struct as field number → value, and where it ends."""
    if depth > DEEPEST:
        raise Malformed("nested too deep")
    found: dict[int, Any] = {}
    number = 0
    while True:
        head = _byte(data, at)
        at += 1
        if head == 0:
            return found, at
        if head >> 4:
            number += head >> 4
        else:
            number, at = _signed(data, at)
        found[number], at = _value(data, at, head & 15, depth)


def _value(data: bytes, at: int, kind: int, depth: int) -> tuple[Any, int]:
    if kind in (TRUE, FALSE):
        return kind == TRUE, at
    if kind == BYTE:
        return _byte(data, at), at + 1
    if kind in (I16, I32, I64):
        return _signed(data, at)
    if kind == DOUBLE:
        return _bytes(data, at, 8)
    if kind == BINARY:
        length, at = _unsigned(data, at)
        return _bytes(data, at, length)
    if kind in (LIST, SET):
        return _list(data, at, depth)
    if kind == STRUCT:
        return read_struct(data, at, depth + 1)
    raise Malformed("unknown type")


def _list(data: bytes, at: int, depth: int) -> tuple[list[Any], int]:
    if depth > DEEPEST:
        raise Malformed("nested too deep")
    head = _byte(data, at)
    at += 1
    size, kind = head >> 4, head & 15
    if size == 15:
        size, at = _unsigned(data, at)
    if size > len(data) - at:  # every element takes at least a byte
        raise Malformed("list too long")
    found = []
    for _ in range(size):
        if kind in (TRUE, FALSE):
            value, at = _byte(data, at) == TRUE, at + 1
        else:
            value, at = _value(data, at, kind, depth + 1)
        found.append(value)
    return found, at


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise Malformed("cut short")
    return data[at]


def _bytes(data: bytes, at: int, length: int) -> tuple[bytes, int]:
    if length > len(data) - at:
        raise Malformed("cut short")
    return data[at : at + length], at + length


def _unsigned(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while shift < 64:
        byte = _byte(data, at)
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
    raise Malformed("number too long")


def _signed(data: bytes, at: int) -> tuple[int, int]:
    value, at = _unsigned(data, at)
    return (value >> 1) ^ -(value & 1), at
