"""Programs about files: cat, ls, mkdir, rm, cp, mv, touch."""

from __future__ import annotations

import posixpath
from types import MappingProxyType

from tutor.kubectl.commands.call import Call, Program, Programs, fail
from tutor.kubectl.commands.options import Grammar, read_options
from tutor.kubectl.commands.texts import inputs, joined, lines_of, refused
from tutor.kubectl.files import FileFault
from tutor.kubectl.output import Output


def _cat(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="nAevETbsu", long={"number": "n"}))
    fault = refused(call, options)
    if fault:
        return fault
    texts, faults = inputs(call, options.operands)
    text = "".join(one for _, one in texts)
    if "n" in options:
        text = joined(f"{at:6}\t{line}" for at, line in enumerate(lines_of(text), 1))
    return Output(stdout=text, stderr=faults, code=int(bool(faults)))


def _ls(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="1alAhRrtFd", long={"all": "a", "color": "color"}))
    fault = refused(call, options)
    if fault:
        return fault
    plain, folders, faults = [], [], ""
    for name in options.operands or (".",):
        if call.files.is_folder(name):
            folders.append(name)
        elif isinstance(content := call.files.read(name), FileFault):
            faults += f"ls: cannot access '{name}': {content.reason}\n"
        else:
            plain.append(name)
    long = "l" in options
    text = _rows(call, plain, "", long=long)
    for at, folder in enumerate(folders):
        listed = call.files.list(folder)
        if isinstance(listed, FileFault):
            faults += f"ls: cannot open directory '{folder}': {listed.reason}\n"
            continue
        names = [name for name in listed if "a" in options or "A" in options or not name.startswith(".")]
        title = f"{chr(10) if at or plain else ''}{folder}:\n" if len(options.operands) > 1 else ""
        text += title + _rows(call, names, folder, long=long)
    return Output(stdout=text, stderr=faults, code=2 if faults else 0)


def _rows(call: Call, names: list[str], folder: str, *, long: bool) -> str:
    if not long:
        return joined(names)
    rows = [(name, posixpath.join(folder, name)) for name in names]
    sizes = {name: len(content) if isinstance(content := call.files.read(path), bytes) else 4096 for name, path in rows}
    width = max((len(str(size)) for size in sizes.values()), default=1)
    owner = call.scope.variables.get("USER", "root")
    return joined(
        f"{'drwxr-xr-x' if call.files.is_folder(path) else '-rw-r--r--'} 1 {owner} {owner} {sizes[name]:{width}} {name}"
        for name, path in rows
    )


def _mkdir(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="pvm:", long={"parents": "p"}))
    fault = refused(call, options)
    if fault:
        return fault
    faults = ""
    for name in options.operands:
        wrong = call.files.make_folder(name)
        if wrong and not ("p" in options and call.files.is_folder(name)):
            faults += f"mkdir: cannot create directory '{name}': {wrong.reason}\n"
    return Output(stderr=faults, code=int(bool(faults)))


def _rm(call: Call) -> Output:
    options = read_options(call.args, Grammar(letters="rRfiv", long={"recursive": "r", "force": "f"}))
    fault = refused(call, options)
    if fault:
        return fault
    faults = ""
    for name in options.operands:
        wrong = call.files.remove(name)
        if wrong and "f" not in options:
            faults += f"rm: cannot remove '{name}': {wrong.reason}\n"
    return Output(stderr=faults, code=int(bool(faults)))


def _cp(call: Call) -> Output:
    operands = tuple(arg for arg in call.args if not arg.startswith("-"))
    if len(operands) < 2:
        return fail(f"{call.argv[0]}: missing file operand\nTry '{call.argv[0]} --help' for more information.")
    *sources, target = operands
    faults = ""
    for source in sources:
        content = call.files.read(source)
        if isinstance(content, FileFault):
            faults += f"{call.argv[0]}: cannot stat '{source}': {content.reason}\n"
            continue
        place = posixpath.join(target, posixpath.basename(source)) if call.files.is_folder(target) else target
        wrong = call.files.write(place, content)
        if wrong:
            faults += f"{call.argv[0]}: cannot create regular file '{place}': {wrong.reason}\n"
        elif call.argv[0] == "mv":
            call.files.remove(source)
    return Output(stderr=faults, code=int(bool(faults)))


def _touch(call: Call) -> Output:
    faults = ""
    for name in call.args:
        wrong = call.files.write(name, b"", append=True)
        if wrong and wrong.reason != "Is a directory":
            faults += f"touch: cannot touch '{name}': {wrong.reason}\n"
    return Output(stderr=faults, code=int(bool(faults)))


_ROWS: dict[str, Program] = {
    "cat": _cat,
    "less": _cat,
    "more": _cat,
    "ls": _ls,
    "mkdir": _mkdir,
    "rm": _rm,
    "cp": _cp,
    "mv": _cp,
    "touch": _touch,
}
FOLDERS: Programs = MappingProxyType(_ROWS)
