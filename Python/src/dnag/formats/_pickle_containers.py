"""Lists, tuples, dictionaries and sets of a pickle, and its memo of what it has made."""

from __future__ import annotations

from typing import Any, BinaryIO, Callable, Dict, List, Optional

from ._pickle_values import Values

#: How far ahead of what was kept a place in the memo may be.
_MEMO_GAP = 1 << 10
#: What a key may be, or be a tuple of: hashing tuples in tuples goes down on the machine's own stack.
_KEYS = frozenset((str, int, float, bytes, bool, type(None)))


class Containers(Values):
    """Codes that make containers of what is on the stack, and those that keep a value and bring it back."""

    def __init__(self, stream: BinaryIO, file: object, watch: Optional[Callable[[Dict[Any, Any]], None]]) -> None:
        super().__init__(stream, file)
        self._watch = watch
        self._memo: List[Any] = []

    def _empty_tuple(self) -> None:
        self._stack.append(())

    def _tuple(self) -> None:
        items = tuple(self._to_mark())
        self._stack.append(items)

    def _tuple1(self) -> None:
        self._stack[-1] = (self._stack[-1],)

    def _tuple2(self) -> None:
        self._stack[-2:] = [(self._stack[-2], self._stack[-1])]

    def _tuple3(self) -> None:
        self._stack[-3:] = [(self._stack[-3], self._stack[-2], self._stack[-1])]

    def _empty_list(self) -> None:
        self._stack.append([])

    def _list(self) -> None:
        items = self._to_mark()
        self._stack.append(items)

    def _append(self) -> None:
        item = self._stack.pop()
        self._list_on_top().append(item)

    def _appends(self) -> None:
        items = self._to_mark()
        self._list_on_top().extend(items)

    def _list_on_top(self) -> List[Any]:
        target = self._stack[-1]
        if type(target) is not list:
            self._fail("adds an item to something that is no list")
        return target

    def _empty_dict(self) -> None:
        self._stack.append({})

    def _dict(self) -> None:
        items = self._to_mark()
        self._stack.append({})
        self._put(items)

    def _set_item(self) -> None:
        value = self._stack.pop()
        key = self._stack.pop()
        self._put([key, value])

    def _set_items(self) -> None:
        self._put(self._to_mark())

    def _put(self, items: List[Any]) -> None:
        target = self._stack[-1]
        if type(target) is not dict or len(items) % 2:
            self._fail("puts items into something that is no dictionary, or a key without a value")
        keys = items[::2]
        self._check(keys)
        target.update(zip(keys, items[1::2]))
        if self._watch is not None:
            self._watch(target)

    def _check(self, keys: List[Any]) -> None:
        if not _KEYS.issuperset(map(type, keys)):
            for key in keys:
                if type(key) not in _KEYS and not (type(key) is tuple and _KEYS.issuperset(map(type, key))):
                    self._fail(f"uses a {type(key).__name__} as a key; keys are texts, numbers, or tuples of them")

    def _empty_set(self) -> None:
        self._stack.append(set())

    def _add_items(self) -> None:
        items = self._to_mark()
        if type(self._stack[-1]) is not set:
            self._fail("adds an item to something that is no set")
        self._check(items)
        self._stack[-1].update(items)

    def _frozen_set(self) -> None:
        items = self._to_mark()
        self._check(items)
        self._stack.append(frozenset(items))

    def _remember(self, place: int) -> None:
        kept = len(self._memo)
        if place > kept + _MEMO_GAP:
            self._fail(f"keeps a value at place {place}, and {kept} are kept")
        self._memo.extend([None] * (place + 1 - kept))
        self._memo[place] = self._stack[-1]

    def _memoize(self) -> None:
        self._memo.append(self._stack[-1])

    def _put1(self) -> None:
        place = self._byte()
        if place == len(self._memo):
            self._memo.append(self._stack[-1])
        else:
            self._remember(place)

    def _put4(self) -> None:
        place = self._uint()
        if place == len(self._memo):
            self._memo.append(self._stack[-1])
        else:
            self._remember(place)

    def _put_text(self) -> None:
        self._remember(self._memo_place())

    def _get1(self) -> None:
        self._stack.append(self._memo[self._byte()])

    def _get4(self) -> None:
        self._stack.append(self._memo[self._uint()])

    def _get_text(self) -> None:
        self._stack.append(self._memo[self._memo_place()])

    def _memo_place(self) -> int:
        place = int(self._line())
        if place < 0:
            self._fail("names a place below 0")
        return place
