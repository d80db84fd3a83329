"""Published figures as YAML: what every such file has in common, in whatever room it lies.

A figure is quoted under its date with its source and the day that the source was checked. A key that stands twice is
refused: of two, the last would win in silence.
"""

from collections.abc import Hashable
from typing import Any

import yaml


class UniqueKeyLoader(yaml.SafeLoader):
    """YAML in which a key stands once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _value in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


def read(text: str) -> dict[str, Any]:
    """What a file says by name. Raises `yaml.YAMLError` for a double key."""
    return yaml.load(text, Loader=UniqueKeyLoader) or {}  # noqa: S506 - a SafeLoader
