#!/usr/bin/env python3
"""Tests of the tests: changes formulas of a copy of the project one by one, and sees that a test notices each.

    python3 Scripts/mutants.py                  all mutants
    python3 Scripts/mutants.py NAME …           these; a name may hold * as in a shell
    python3 Scripts/mutants.py --list           their names, files and tests
    python3 Scripts/mutants.py --check          only whether every place is found: quick, builds nothing

Scripts/mutants/*.txt hold the mutants; Scripts/mutants/README.md says how they are written. All are built at once into a copy in .build-mutants, each
behind a number that the environment variable DNAG_MUTANT chooses. Nothing of that is in the project itself. A mutant is run against the tests that its
entry names and, where it survives those, against the whole of their target without goldens: such a test is missing, or is not the one that is named.

The exit status is 0 where the named tests kill all mutants, 1 where they do not, 2 where something else is wrong.
"""
import argparse
import concurrent.futures
import fnmatch
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LISTS = ROOT / "Scripts" / "mutants"
COPIED = ["Package.swift", "Package.resolved", "Sources", "Tests", "Assets", "docs", "Makefile", "README.md", "CHANGELOG.md"]
# Tests that hold a screen or a page against a kept one say that something moved, and not what.
GOLDENS = "Golden|ScreenTests|CommandTableTests|ConfigurationTests"
BUNDLE = ".build/release/dnagPackageTests.xctest"


class Fault(Exception):
    """What is wrong with a list, in words for whoever wrote it."""


class Mutant:
    """One place and what it becomes."""

    def __init__(self, name, file, where):
        self.name, self.file, self.where = name, file, where
        self.test = self.original = self.mutated = self.after = None
        self.number = 0

    @property
    def path(self):
        return ROOT / "Sources" / self.file

    @property
    def is_statement(self):
        return "MUTANT" in self.mutated

    @property
    def target(self):
        return self.test.split(".")[0]

    def span(self, text):
        """Where the original stands in its file."""
        start = 0
        if self.after:
            if text.count(self.after) != 1:
                raise Fault(f"{self.where}: '{self.name}': 'after' stands {text.count(self.after)} times in Sources/{self.file}, not once: {self.after}")
            start = text.index(self.after) + len(self.after)
            place = text.find(self.original, start)
            if place < 0:
                raise Fault(f"{self.where}: '{self.name}': Sources/{self.file} has, after what 'after' says, no: {self.original}")
            return place, place + len(self.original)
        count = text.count(self.original)
        if count != 1:
            raise Fault(f"{self.where}: '{self.name}': 'from' stands {count} times in Sources/{self.file}, not once: {self.original}")
        place = text.index(self.original)
        return place, place + len(self.original)

    def check_is_whole(self, text, span):
        """An expression that is torn out of a larger one would mean something else even where the mutant does not run."""
        if self.is_statement:
            return
        own = [PRECEDENCE[operator] for operator in operators(self.original)]
        before, after = text[:span[0]], text[span[1]:]
        left = next((operator for operator in sorted(PRECEDENCE, key=len, reverse=True) if before.endswith(f" {operator} ")), None)
        right = next((operator for operator in sorted(PRECEDENCE, key=len, reverse=True) if after.startswith(f" {operator} ")), None)
        weakest = min(own, default=99)
        torn = left and (PRECEDENCE[left] > weakest or (PRECEDENCE[left] == weakest and left in ("-", "/", "%", ">>")))
        torn = torn or (right and PRECEDENCE[right] > weakest) or before[-1:] in ("-", "!", ".", "~") or (after[:1] in (".", "[", "(") and own)
        if torn or before[-1:].isalnum() or after[:1].isalnum():
            raise Fault(f"{self.where}: '{self.name}': 'from' is torn out of a larger expression; take more of it, or write 'to' with MUTANT: {self.original}")

    def rewritten(self, original):
        if self.is_statement:
            return self.mutated.replace("MUTANT", f"mutant({self.number})")
        return f"(mutant({self.number}) ? ({self.mutated}) : ({original}))"


# How strongly operators bind, in Swift and, nearly, in C.
PRECEDENCE = {
    "?": 1, ":": 1, "||": 2, "&&": 3, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "??": 5, "..<": 6, "...": 6, "+": 7, "-": 7, "&+": 7, "|": 7,
    "*": 8, "/": 8, "%": 8, "&": 8, "&*": 8, "<<": 9, ">>": 9,
}


def operators(text):
    """Those of an expression that stand outside of its brackets."""
    found, depth = [], 0
    for word in re.findall(r'"[^"]*"|[(\[{]|[)\]}]|(?<= )[^\s\w"()\[\]{}]+(?= )', text):
        if word in "([{":
            depth += 1
        elif word in ")]}":
            depth -= 1
        elif depth == 0 and word in PRECEDENCE:
            found.append(word)
    return found


def read_lists():
    """All mutants, in the order of the files and of their entries."""
    mutants, known = [], {}
    for path in sorted(LISTS.glob("*.txt")):
        mutant = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{path.relative_to(ROOT)}:{number}"
            if not line.strip() or line.startswith("#"):
                continue
            head = re.fullmatch(r"\[([a-z0-9-]+)\] +(\S+)", line)
            if head:
                mutant = Mutant(head[1], head[2], where)
                if mutant.name in known:
                    raise Fault(f"{where}: '{mutant.name}' stands at {known[mutant.name]} too")
                known[mutant.name] = where
                mutants.append(mutant)
                continue
            field = re.fullmatch(r"(test|from|to|after): (.+)", line)
            if not field or mutant is None:
                raise Fault(f"{where}: is neither '[name] file' nor 'test:', 'from:', 'to:' or 'after:' of one: {line}")
            key = {"from": "original", "to": "mutated"}.get(field[1], field[1])
            if getattr(mutant, key) is not None:
                raise Fault(f"{where}: '{mutant.name}' has '{field[1]}' twice")
            setattr(mutant, key, field[2])
    for number, mutant in enumerate(mutants, 1):
        mutant.number = number
        for key, field in (("test", "test"), ("original", "from"), ("mutated", "to")):
            if getattr(mutant, key) is None:
                raise Fault(f"{mutant.where}: '{mutant.name}' has no '{field}'")
        if mutant.original == mutant.mutated:
            raise Fault(f"{mutant.where}: '{mutant.name}' changes nothing")
        if not mutant.path.is_file():
            raise Fault(f"{mutant.where}: '{mutant.name}': there is no Sources/{mutant.file}")
        check_test(mutant)
    return mutants


def check_test(mutant):
    match = re.fullmatch(r"(\w+Tests)\.(\w+)(/\w+)?", mutant.test)
    if not match:
        raise Fault(f"{mutant.where}: '{mutant.name}': a test is written Target.Suite or Target.Suite/function, not {mutant.test}")
    target, suite, function = match.groups()
    if re.search(GOLDENS, suite):
        raise Fault(f"{mutant.where}: '{mutant.name}': {suite} compares with kept pages; name a test that knows what is right")
    files = SUITES.setdefault(target, {})
    if not files:
        for path in sorted((ROOT / "Tests" / target).glob("*.swift")):
            text = path.read_text(encoding="utf-8")
            for name in re.findall(r"^(?:@Suite[^\n]* )?(?:final )?(?:struct|class) (\w+)", text, re.M):
                files[name] = text
    if suite not in files:
        raise Fault(f"{mutant.where}: '{mutant.name}': Tests/{target} has no suite {suite}")
    if function and not re.search(rf"func {function[1:]}\b", files[suite]):
        raise Fault(f"{mutant.where}: '{mutant.name}': {suite} has no test {function[1:]}")


SUITES = {}


def rewrite(text, mutants):
    """The text with all its mutants; one may lie within another's original, and several may have the same."""
    spans = {}
    for mutant in mutants:
        span = mutant.span(text)
        mutant.check_is_whole(text, span)
        spans.setdefault(span, []).append(mutant)
    order = sorted(spans, key=lambda span: (span[0], -span[1]))

    def render(start, end, inner):
        parts, place = [], start
        while inner:
            span = inner.pop(0)
            nested = []
            while inner and inner[0][0] < span[1]:
                if inner[0][1] > span[1]:
                    names = spans[span] + spans[inner[0]]
                    raise Fault(f"{names[1].where}: '{names[0].name}' and '{names[1].name}' overlap")
                nested.append(inner.pop(0))
            own = spans[span]
            if any(mutant.is_statement for mutant in own) and (len(own) > 1 or nested):
                raise Fault(f"{own[0].where}: '{own[0].name}' is a statement and shares its place with another mutant")
            result = render(span[0], span[1], nested)
            for mutant in own:
                result = mutant.rewritten(result)
            parts += [text[place:span[0]], result]
            place = span[1]
        return "".join(parts) + text[place:end]

    return render(0, len(text), order)


def by_file(mutants):
    files = {}
    for mutant in mutants:
        files.setdefault(mutant.file, []).append(mutant)
    return files


SWIFT = """import Foundation

/// Which mutant this run is of, by the environment; 0: none.
let mutantNumber = ProcessInfo.processInfo.environment["DNAG_MUTANT"].flatMap { Int($0) } ?? 0

@inline(__always) func mutant(_ number: Int) -> Bool { mutantNumber == number }
"""
C_HEADER = """#pragma once
extern int dnag_mutant_number;
#define mutant(number) (dnag_mutant_number == (number))
"""
C_SOURCE = """#include "mutant.h"
#include <stdlib.h>
int dnag_mutant_number = 0;
__attribute__((constructor)) static void find(void) {
  const char *text = getenv("DNAG_MUTANT");
  dnag_mutant_number = text ? atoi(text) : 0;
}
"""


def sources(mutants):
    """What each file of the copy holds that differs from the project's, by path from its root."""
    changed = {}
    for file, own in by_file(mutants).items():
        text = rewrite((ROOT / "Sources" / file).read_text(encoding="utf-8"), own)
        module = file.split("/")[0]
        if file.endswith(".swift"):
            changed[f"Sources/{module}/MutantNumber.swift"] = SWIFT
        else:
            text = '#include "mutant.h"\n' + text
            changed[f"Sources/{module}/mutant.h"] = C_HEADER
            changed[f"Sources/{module}/mutant.c"] = C_SOURCE
        changed[f"Sources/{file}"] = text
    return changed


def copy_project(mutants, copy):
    """Brings the copy up to date, and touches only what changed, so that little is built anew."""
    wanted = {}
    for name in COPIED:
        path = ROOT / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                wanted[str(file.relative_to(ROOT))] = None
    wanted.update(sources(mutants))
    for name in COPIED:
        path = copy / name
        for file in sorted(path.rglob("*")) if path.is_dir() else []:
            if file.is_file() and str(file.relative_to(copy)) not in wanted:
                file.unlink()
    for name, text in wanted.items():
        data = (ROOT / name).read_bytes() if text is None else text.encode("utf-8")
        to = copy / name
        if to.is_file() and to.read_bytes() == data:
            continue
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(data)
        if text is None:
            shutil.copymode(ROOT / name, to)


class Runner:
    def __init__(self, copy, timeout):
        self.copy, self.timeout = copy, timeout
        self.times, self.lock, self.running = {}, threading.Lock(), set()
        self.environment = dict(os.environ)
        data = ROOT.parent / "shared" / "data"
        if "DNAG_DATA" not in self.environment and data.is_dir():
            self.environment["DNAG_DATA"] = str(data)

    def run(self, number, pattern, seconds):
        """Runs tests under a mutant: whether they pass, and in words what failed."""
        command = [str(self.copy / BUNDLE), "--testing-library", "swift-testing", "--filter", pattern, "--skip", GOLDENS]
        environment = dict(self.environment, DNAG_MUTANT=str(number))
        process = subprocess.Popen(
            command, cwd=self.copy, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        with self.lock:
            self.running.add(process)
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return False, f"not done within {seconds:.0f} s"
        finally:
            with self.lock:
                self.running.discard(process)
        text = output.decode("utf-8", "replace")
        if process.returncode == 0:
            if re.search(r"with 0 tests", text):
                raise Fault(f"no test matches {pattern}")
            return True, ""
        if process.returncode == 69 or "No matching test cases" in text:
            raise Fault(f"no test matches {pattern}")
        failed = re.findall(r"Test (\w+)\([^\n]*\) (?:with \d+ test cases? )?failed after", text)
        if failed:
            return False, ", ".join(dict.fromkeys(failed))
        return False, f"ended with {process.returncode}"

    def end(self):
        """Ends what runs, for a run that is broken off."""
        with self.lock:
            for process in self.running:
                os.killpg(process.pid, signal.SIGKILL)

    @staticmethod
    def pattern(test):
        target, rest = test.split(".", 1)
        return rf"^{target}\.{rest}\(" if "/" in rest else rf"^{target}\.{rest}/"

    def baseline(self, test):
        """Notes how long the named tests take. - Returns: what fails without a mutant"""
        start = time.monotonic()
        passed, words = self.run(0, self.pattern(test), self.timeout)
        with self.lock:
            self.times[test] = time.monotonic() - start
        return [] if passed else [f"{test} does not pass without a mutant: {words}"]

    def limit(self, test):
        return min(self.timeout, max(30, 10 * self.times[test]))

    def judge(self, mutant, whole):
        """- Returns: "killed", "elsewhere" or "survived", by what, and the seconds that took"""
        start = time.monotonic()
        passed, words = self.run(mutant.number, self.pattern(mutant.test), self.limit(mutant.test))
        state = "survived" if passed else "killed"
        if passed and whole:
            passed, words = self.run(mutant.number, rf"^{mutant.target}\.", self.timeout)
            state = "survived" if passed else "elsewhere"
        return state, words, time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="mutants to run (default: all)")
    parser.add_argument("--list", action="store_true", help="print the mutants and their tests")
    parser.add_argument("--check", action="store_true", help="only see whether every place and every test is found")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="runs at a time (default: the cores)")
    parser.add_argument("--timeout", type=float, default=900, help="seconds for a whole target, and at most for the named tests (default: 900)")
    parser.add_argument("--named-only", action="store_true", help="leave out the whole target where the named tests let a mutant live")
    parser.add_argument("--copy-only", action="store_true", help="make the copy and build nothing")
    parser.add_argument("--skip-build", action="store_true", help="run what is built")
    parser.add_argument("--copy", type=pathlib.Path, default=ROOT / ".build-mutants", help="where the copy lies (default: .build-mutants)")
    options = parser.parse_args()

    mutants = read_lists()
    chosen = mutants
    if options.names:
        chosen = [mutant for mutant in mutants if any(fnmatch.fnmatchcase(mutant.name, name) for name in options.names)]
        for name in options.names:
            if not any(fnmatch.fnmatchcase(mutant.name, name) for mutant in mutants):
                raise Fault(f"there is no mutant '{name}'; --list prints them")
    if options.list:
        for mutant in chosen:
            print(f"{mutant.name:34} {mutant.file:62} {mutant.test}")
        print(f"{len(chosen)} mutants")
        return 0
    sources(mutants)
    if options.check:
        print(f"{len(mutants)} mutants: every place and every named test is there")
        return 0

    if not options.skip_build:
        copy_project(mutants, options.copy)
        if options.copy_only:
            print(options.copy)
            return 0
        subprocess.run(["swift", "build", "-c", "release", "--build-tests"], cwd=options.copy, check=True)
    if not (options.copy / BUNDLE).exists():
        raise Fault(f"{options.copy / BUNDLE} is not built")

    runner = Runner(options.copy, options.timeout)
    try:
        return judge_all(runner, chosen, options)
    except KeyboardInterrupt:
        # The rest would start and run on in its threads.
        runner.end()
        print("broken off", file=sys.stderr, flush=True)
        os._exit(130)


def judge_all(runner, chosen, options):
    begin = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(max(1, options.jobs)) as pool:
        tests = sorted({mutant.test for mutant in chosen})
        faults = [fault for own in pool.map(runner.baseline, tests) for fault in own]
        if faults:
            raise Fault("\n  ".join(faults))
        print(f"{len(tests)} named tests pass without a mutant, {time.monotonic() - begin:.0f} s", flush=True)
        found = {"killed": [], "elsewhere": [], "survived": []}
        results = pool.map(lambda mutant: runner.judge(mutant, not options.named_only), chosen)
        for mutant, (state, words, seconds) in zip(chosen, results):
            found[state].append(mutant)
            by = {"killed": f"by {mutant.test}: {words}", "elsewhere": f"not by {mutant.test}, but by {words}", "survived": f"{mutant.test} passes"}[state]
            print(f"{'killed' if state == 'elsewhere' else state:8} {mutant.name:34} {seconds:6.1f} s  {by}", flush=True)
    print(f"\n{len(chosen)} mutants: {len(found['killed'])} killed by the test that is named, {len(found['elsewhere'])} by another, ", end="")
    print(f"{len(found['survived'])} survived; {time.monotonic() - begin:.0f} s")
    for state, words in (("survived", "survived"), ("elsewhere", "killed by a test that is not named")):
        for mutant in found[state]:
            print(f"  {words}: {mutant.name}, Sources/{mutant.file}")
    return 0 if len(found["killed"]) == len(chosen) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Fault as fault:
        print(f"mutants: {fault}", file=sys.stderr)
        sys.exit(2)
    except subprocess.CalledProcessError as error:
        print(f"mutants: the copy does not build ({error.returncode})", file=sys.stderr)
        sys.exit(2)
