"""What makes a zip's entries one whole application package, and who is to blame when they are not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from poswizard.package import tag_files
from poswizard.package.entry_names import (
    clash,
    fault_in_payload_path,
    fault_in_top,
    safe_to_show,
)
from poswizard.package.errors import CutShortError, DamagedError
from poswizard.package.zip_layout import MB, Entry
from poswizard.package.zip_reader import Contents
from poswizard.text import Text

_TAGS = (
    tag_files.BAGIT,
    tag_files.INFO,
    tag_files.MANIFEST,
    tag_files.SM3_MANIFEST,
    tag_files.TAG_MANIFEST,
)
_MAX_TAG_FILE = MB  # a full manifest has about 80 KB

_OTHER_TOP = Text("不在唯一的顶层文件夹里", "it is outside the one top folder")
_TWICE = Text(
    "有重名文件（不分大小写）", "there are two files of this name, or a file and a folder"
)
_FETCH = Text(
    "资料包要求从网上取文件，这是不允许的", "the package asks to fetch files, which is not allowed"
)
_UNLISTED = Text("多出的文件，不在清单里", "it is an extra file that no manifest lists")
_MISSING = Text("缺少这个文件", "the file is missing")
_ALTERED = Text("内容被改动过，与清单不符", "the content was altered: it does not match its digest")
_ORDER = Text("文件顺序被改动过", "the order of the files was changed")
_WORDING = Text("内容不符合规定的写法", "it is not worded as it has to be")
_OXUM = Text("文件总数或总大小不符", "the total number or size of files does not match")
_OTHER_NAME = Text("写的编号与文件夹不符", "the number it states is not that of the folder")


@dataclass(frozen=True, slots=True)
class Layout:
    """The entries of one package by their path below the top folder `name`."""

    name: str
    paths: Mapping[str, Entry]
    payload: Mapping[str, Entry]

    def is_tag(self, entry_name: str) -> bool:
        """Whether an entry is one of the text files of BagIt."""
        return entry_name.removeprefix(f"{self.name}/") in _TAGS

    @property
    def tags(self) -> list[str]:
        """The text files in the order of the package; there is a manifest by SM3 or there is none."""
        return [tag for tag in _TAGS if tag in self.paths]


def layout(entries: Sequence[Entry]) -> Layout:
    """The package the entries form, judged by their names and sizes alone."""
    top = _top(entries)
    paths = {_below(top, entry.name): entry for entry in entries}
    if twice := clash(entry.name for entry in entries):
        raise DamagedError(safe_to_show(twice), _TWICE)
    payload = {path: paths[path] for path in paths if path not in _TAGS}
    if not payload:
        raise CutShortError("data", _MISSING)
    for path in payload:
        _require_payload_path(path)
    for tag in tag_files.TAG_FILES:
        _require_tag(tag, paths)
    package = Layout(top, paths, payload)
    if list(paths) != [tag_files.BAGIT, *sorted(payload), *package.tags[1:]]:
        raise DamagedError(None, _ORDER)
    return package


def _top(entries: Sequence[Entry]) -> str:
    if not entries:
        raise CutShortError(None, _MISSING)
    top = entries[0].name.partition("/")[0]
    if fault := fault_in_top(top):
        raise DamagedError(safe_to_show(entries[0].name), fault)
    return top


def _below(top: str, name: str) -> str:
    folder, _, path = name.partition("/")
    if folder != top:
        raise DamagedError(safe_to_show(name), _OTHER_TOP)
    return path


def _require_payload_path(path: str) -> None:
    if path == "fetch.txt":
        raise DamagedError(path, _FETCH)
    if "/" not in path:
        raise DamagedError(safe_to_show(path), _UNLISTED)
    if fault := fault_in_payload_path(path):
        raise DamagedError(safe_to_show(path), fault)


def _require_tag(tag: str, paths: Mapping[str, Entry]) -> None:
    if tag not in paths:
        raise CutShortError(tag, _MISSING)
    if paths[tag].size > _MAX_TAG_FILE:
        raise DamagedError(tag, _WORDING)


def prove(package: Layout, contents: Contents) -> dict[str, str]:
    """bag-info.txt's statements, once all digests, both manifests and the statements are proved."""
    digests = {path: contents.digests[entry.name] for path, entry in package.paths.items()}
    texts = {tag: contents.kept[package.paths[tag].name] for tag in package.tags}
    tags = {tag: digests[tag] for tag in package.tags if tag != tag_files.TAG_MANIFEST}
    _prove_manifest(tag_files.TAG_MANIFEST, texts, tags)
    _prove_manifest(tag_files.MANIFEST, texts, {path: digests[path] for path in package.payload})
    if texts[tag_files.BAGIT] != tag_files.BAGIT_TEXT:
        raise DamagedError(tag_files.BAGIT, _WORDING)
    return _prove_info(package, texts[tag_files.INFO])


def prove_sm3(package: Layout, contents: Contents, read: Callable[[str], bytes]) -> None:
    """The manifest by SM3, if there is one, lists exactly the payload; `read` gives each file once more."""
    tag = tag_files.SM3_MANIFEST
    if tag in package.paths:
        texts = {tag: contents.kept[package.paths[tag].name]}
        found = {path: tag_files.sm3(read(path)) for path in package.payload}
        _prove_manifest(tag, texts, found)


def _prove_manifest(tag: str, texts: Mapping[str, bytes], found: Mapping[str, str]) -> None:
    """The manifest lists exactly the files that are there, each with its digest."""
    if texts[tag] == tag_files.manifest_text(found):
        return
    listed = tag_files.read_manifest(texts[tag])
    if listed is None:
        raise DamagedError(tag, _WORDING)
    for path in sorted(listed.keys() - found.keys()):
        raise CutShortError(safe_to_show(path), _MISSING)
    path = next(path for path in found if listed.get(path) != found[path])
    raise DamagedError(path, _ALTERED if path in listed else _UNLISTED)


def _prove_info(package: Layout, text: bytes) -> dict[str, str]:
    info = tag_files.read_info(text)
    if info is None:
        raise DamagedError(tag_files.INFO, _WORDING)
    if fault := tag_files.fault_in_info(info):
        raise DamagedError(tag_files.INFO, fault)
    sizes = {path: entry.size for path, entry in package.payload.items()}
    if info.get(tag_files.OXUM) != tag_files.oxum(sizes):
        raise DamagedError(tag_files.INFO, _OXUM)
    if info.get(tag_files.IDENTIFIER) != package.name:
        raise DamagedError(tag_files.INFO, _OTHER_NAME)
    return info
