"""Writes manual pages (mdoc) from what the program says of itself.

usage: tieout --experimental-dump-help | manual.py VERSION FOLDER

tieout(1) is the overview, tieout-run(1) and so on are one page a command.
"""

import datetime
import json
import os
import pathlib
import sys

EXIT_STATUS = [
    ("0", "ran to the end; discrepancies are a result, not a failure"),
    ("1", "ran to the end and an open discrepancy reaches --fail-on; doctor: something is bad"),
    ("2", "usage, configuration, rules or ledger refused; the message says which file and line"),
    ("3", "incomplete: some source could not be read whole; reports are marked provisional, run it again"),
    ("4", "another run holds the ledger"),
    ("70", "a defect in tieout itself"),
    ("130, 143", "ended by SIGINT or SIGTERM, in good order"),
]
FILES = [
    ("/etc/tieout/tieout.yaml", "what the nightly service does"),
    ("/var/lib/tieout", "ledger, snapshot and reports of the nightly service"),
    ("/usr/share/tieout/rules", "the shipped rules: tolerances, severities, accounts"),
    ("/usr/share/doc/tieout/README.md", "everything: reports, classes of discrepancies, rules, examples"),
]


def safe(text):
    """Text that mdoc does not take for a macro or an escape."""
    text = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def names(argument):
    """What an option is called on the command line, the short name first."""
    texts = []
    for name in argument["names"]:
        dashes = "--" if name["kind"] == "long" else "-"
        texts.append(dashes + name["name"])
    return sorted(texts, key=len)


def shown(command):
    return [argument for argument in command.get("arguments", []) if argument["shouldDisplay"]]


def synopsis(path, command):
    lines = [f".Nm {' '.join(path)}"]
    if command.get("subcommands"):
        return lines + [".Ar command", ".Op Ar option ..."]
    for argument in shown(command):
        value = safe(argument.get("valueName", ""))
        if argument["kind"] == "positional":
            body = f"Ar {value}"
        else:
            name = safe(names(argument)[-1])
            body = f"Cm {name}" + (f" Ar {value}" if argument["kind"] == "option" else "")
        repeated = " No ..." if argument["isRepeating"] else ""
        lines.append(f".Op {body}{repeated}" if argument["isOptional"] else f".{body}{repeated}")
    return lines


def options(command):
    lines = [".Bl -tag -width Ds"]
    for argument in shown(command):
        value = safe(argument.get("valueName", ""))
        if argument["kind"] == "positional":
            lines.append(f".It Ar {value}")
        else:
            name = " , ".join(f"Cm {safe(name)}" for name in names(argument))
            lines.append(f".It {name}" + (f" Ar {value}" if argument["kind"] == "option" else ""))
        text = argument.get("abstract", "")
        if argument.get("defaultValue") is not None:
            text += f" (default: {argument['defaultValue']})"
        lines.append(safe(text) or "\\&")
    return lines + [".El"]


def description(path, command):
    """A command and those below it."""
    lines = [safe(command.get("abstract", ""))]
    if command.get("discussion"):
        lines += [".Pp", safe(command["discussion"])]
    if shown(command) and not command.get("subcommands"):
        lines += [".Pp"] + options(command)
    for sub in visible(command):
        lines += [f".Ss {' '.join([*path[1:], sub['commandName']])}"] + description([*path, sub["commandName"]], sub)
    return lines


def visible(command):
    return [sub for sub in command.get("subcommands", []) if sub["shouldDisplay"] and sub["commandName"] != "help"]


def page(title, version, abstract, body, files=()):
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or None
    day = datetime.datetime.fromtimestamp(moment, datetime.timezone.utc) if moment else datetime.datetime.now()
    head = [
        f".Dd {day:%B} {day.day}, {day.year}", f".Dt {title.upper()} 1", f".Os tieout {safe(version)}", ".Sh NAME", f".Nm {safe(title)}",
        f".Nd {safe(abstract.rstrip('.'))}",
    ]
    status = [".Sh EXIT STATUS", ".Bl -tag -width Ds"]
    for code, meaning in EXIT_STATUS:
        status += [f".It {code}", safe(meaning)]
    status += [".El"]
    if title != "tieout":
        status += [".Sh SEE ALSO", ".Xr tieout 1"]
    return "\n".join([*head, *body, *files, *status]) + "\n"


def overview(command, version):
    body = [".Sh SYNOPSIS"] + synopsis(["tieout"], command) + [".Sh DESCRIPTION", safe(command["abstract"])]
    body += [".Pp", "Commands, each with a manual page of its own:", ".Bl -tag -width entitlementsxx"]
    for sub in visible(command):
        body += [f".It Xr tieout\\-{sub['commandName']} 1", safe(sub.get("abstract", ""))]
    body += [".El"]
    files = [".Sh FILES", ".Bl -tag -width Ds"]
    for path, meaning in FILES:
        files += [f".It Pa {safe(path)}", safe(meaning)]
    return page("tieout", version, command["abstract"], body, files + [".El"])


def main():
    version, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    command = json.load(sys.stdin)["command"]
    (folder / "tieout.1").write_text(overview(command, version), encoding="utf-8")
    for sub in visible(command):
        name = sub["commandName"]
        body = [".Sh SYNOPSIS"] + synopsis(["tieout", name], sub) + [".Sh DESCRIPTION"]
        body += description(["tieout", name], sub)
        text = page(f"tieout-{name}", version, sub.get("abstract", ""), body)
        (folder / f"tieout-{name}.1").write_text(text, encoding="utf-8")


main()
