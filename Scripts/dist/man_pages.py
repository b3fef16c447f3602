#!/usr/bin/env python3
"""man_pages.py FOLDER VERSION < HELP: one man page a command, from what `dnag --experimental-dump-help` prints (JSON).

The library's own plugin writes such pages, too, but builds the whole program once more, without optimisation, to ask it.
"""

import json
import os
import sys


def roff(text):
    """Text for troff: no line of it is taken for a request, and minus signs can be copied."""
    lines = []
    for line in text.replace("\\", "\\e").replace("-", "\\-").split("\n"):
        lines.append("\\&" + line if line[:1] in (".", "'") else line)
    return "\n".join(lines)


def paragraphs(text):
    """A discussion: running text is filled, indented lines (examples) stay as they are."""
    out, in_example = [], False
    for line in text.strip().split("\n"):
        is_example = line.startswith("  ")
        if is_example != in_example:
            out.append(".nf" if is_example else ".fi")
            in_example = is_example
        out.append(".PP" if not line.strip() else roff(line))
    if in_example:
        out.append(".fi")
    return out


def spelled(name):
    return {"long": "--", "short": "-", "longWithSingleDash": "-"}[name["kind"]] + name["name"]


def value(argument):
    return argument.get("valueName") or "value"


def synopsis(path, command):
    words = [".B " + roff(" ".join(path))]
    for argument in command.get("arguments", []):
        if not argument.get("shouldDisplay", True):
            continue
        if argument["kind"] == "positional":
            word = "\\fI" + roff(value(argument)) + "\\fR"
        else:
            word = "\\fB" + roff(spelled(argument["preferredName"])) + "\\fR"
            if argument["kind"] == "option":
                word += " \\fI" + roff(value(argument)) + "\\fR"
        if argument.get("isRepeating"):
            word += " ..."
        words.append("[" + word + "]" if argument.get("isOptional", True) else word)
    if command.get("subcommands"):
        words.append("\\fIsubcommand\\fR")
    return words


def options(command):
    out = []
    for argument in command.get("arguments", []):
        if not argument.get("shouldDisplay", True):
            continue
        if argument["kind"] == "positional":
            head = "\\fI" + roff(value(argument)) + "\\fR"
        else:
            head = ", ".join("\\fB" + roff(spelled(name)) + "\\fR" for name in argument.get("names", []))
            if argument["kind"] == "option":
                head += " \\fI" + roff(value(argument)) + "\\fR"
        text = argument.get("abstract", "")
        if argument.get("discussion"):
            text += "\n" + argument["discussion"]
        if argument.get("allValues"):
            text += " One of: " + ", ".join(argument["allValues"]) + "."
        if argument.get("defaultValue") not in (None, ""):
            text += " Default: " + argument["defaultValue"] + "."
        out += [".TP", head, roff(" ".join(text.split()))]
    return out


def page(path, command, version):
    name = "-".join(path)
    lines = [
        '.TH "%s" 1 "" "dnag %s" "dnag"' % (name.upper(), version),
        ".SH NAME",
        roff(name) + " \\- " + roff(command.get("abstract", "")),
        ".SH SYNOPSIS",
    ]
    lines += synopsis(path, command)
    if command.get("discussion"):
        lines += [".SH DESCRIPTION"] + paragraphs(command["discussion"])
    described = options(command)
    if described:
        lines += [".SH OPTIONS"] + described
    inner = [c for c in command.get("subcommands", []) if c["commandName"] != "help"]
    if inner:
        lines.append(".SH COMMANDS")
        for other in inner:
            lines += [".TP", "\\fB%s\\fR(1)" % roff(name + "-" + other["commandName"]), roff(other.get("abstract", ""))]
    lines += [".SH EXIT STATUS", "0 when all was done, 64 for a line that is not understood, 1 for anything else that went wrong."]
    if len(path) > 1:
        lines += [".SH SEE ALSO", "\\fB%s\\fR(1)" % roff("-".join(path[:-1]))]
    return "\n".join(lines) + "\n"


def write(path, command, folder, version):
    with open(os.path.join(folder, "-".join(path) + ".1"), "w", encoding="utf-8") as file:
        file.write(page(path, command, version))
    for inner in command.get("subcommands", []):
        if inner["commandName"] != "help":
            write(path + [inner["commandName"]], inner, folder, version)


if __name__ == "__main__":
    folder, version = sys.argv[1:3]
    write(["dnag"], json.load(sys.stdin)["command"], folder, version)
