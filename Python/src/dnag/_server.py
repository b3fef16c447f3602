"""The two ways to talk to a study: one long-lived process, or a process a call."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import threading
from typing import IO, Any, Dict, List, Optional, Sequence, Union

from ._binary import option, output
from ._errors import DnagError, words_of

Subject = Union[int, str]


class Calls:
    """A process a call, for programs without ``search serve``."""

    def __init__(self, binary: str, options: Sequence[str], threads: Sequence[str]) -> None:
        self._binary, self._options, self._threads = binary, list(options), list(threads)

    def ask(self, count: int, requeue_after: Optional[int], budget: Optional[int]) -> List[Dict[str, Any]]:
        words = [option("count", count), "--format=json", *self._threads]
        words += [] if requeue_after is None else [option("requeue-after", requeue_after)]
        words += [] if budget is None else [option("budget", budget)]
        return list(json.loads(self._run("ask", words)))

    def tell(self, subject: Subject, figures: Dict[str, float]) -> None:
        key = "arch" if isinstance(subject, str) else "id"
        self._run("tell", [option(key, subject), "--json=-"], json.dumps(figures))

    def fail(self, number: int, reason: str) -> None:
        self._run("tell", [option("id", number), option("failed", reason.replace("\0", " "))])

    def requeue(self, number: int) -> None:
        self._run("tell", [option("id", number), "--requeue"])

    def status(self) -> Dict[str, Any]:
        return dict(json.loads(self._run("status", ["--format=json"])))

    def close(self) -> None:
        pass

    def _run(self, command: str, words: Sequence[str], text: str = "") -> str:
        return output(self._binary, ["search", command, *self._options, *words], text)


class Server:
    """``dnag search serve``: started with the first request, and again after it ended or the process was forked. Any number of threads may
    use it."""

    def __init__(self, binary: str, options: Sequence[str], threads: Sequence[str]) -> None:
        self._line = [binary, "search", "serve", *options, *threads]
        self._lock = threading.Lock()
        self._process: Optional["subprocess.Popen[str]"] = None
        self._said: Optional[IO[bytes]] = None
        self._owner = 0

    def ask(self, count: int, requeue_after: Optional[int], budget: Optional[int]) -> List[Dict[str, Any]]:
        request: Dict[str, Any] = {"ask": count, "requeue_after": requeue_after, "budget": budget}
        return list(self._answer({key: value for key, value in request.items() if value is not None})["tasks"])

    def tell(self, subject: Subject, figures: Dict[str, float]) -> None:
        self._answer({"tell": subject, "figures": figures})

    def fail(self, number: int, reason: str) -> None:
        self._answer({"fail": number, "reason": reason})

    def requeue(self, number: int) -> None:
        self._answer({"requeue": number})

    def status(self) -> Dict[str, Any]:
        return dict(self._answer({"status": True})["status"])

    def close(self) -> None:
        with self._lock:
            self._end()

    def _answer(self, request: Dict[str, Any]) -> Dict[str, Any]:
        # One request at a time: answers come in the order of requests. A fork while another thread waits would leave the lock taken.
        if self._owner not in (0, os.getpid()):
            self._lock = threading.Lock()
        with self._lock:
            process = self._started()
            assert process.stdin is not None and process.stdout is not None
            try:
                process.stdin.write(json.dumps(request, allow_nan=False) + "\n")
                process.stdin.flush()
                line = process.stdout.readline()
            except OSError:
                line = ""
            except BaseException:
                # Interrupted: the answer would be taken for that of the next request. What is in the study's file stays whole.
                process.kill()
                self._end()
                raise
            if not line.endswith("\n"):
                raise self._failure()
        answer: Dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise DnagError(answer["error"])
        return answer

    def _started(self) -> "subprocess.Popen[str]":
        process = self._process
        if process is not None and self._owner == os.getpid() and process.poll() is None:
            return process
        self._end()
        self._said = tempfile.TemporaryFile()
        try:
            # In a session of its own: Ctrl-C is Python's affair, which ends this one by closing its input.
            process = subprocess.Popen(
                self._line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, encoding="utf-8", start_new_session=True
            )
        except OSError as error:
            raise DnagError(f"{self._line[0]}: cannot be run: {error.strerror or error}") from error
        self._process, self._owner = process, os.getpid()
        return process

    def _failure(self) -> DnagError:
        process, said = self._process, self._said
        status: Optional[int] = None
        text = ""
        if process is not None:
            if process.stdin is not None:
                _close(process.stdin)
            status = process.wait()
        if said is not None:
            said.seek(0)
            text = words_of(said.read(1 << 16).decode("utf-8", "replace"))
        self._end()
        return DnagError(text or f"dnag search serve ended with status {status} and did not answer", status)

    def _end(self) -> None:
        process, self._process = self._process, None
        said, self._said = self._said, None
        if process is not None:
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    _close(stream)
            # What was forked off has nobody to wait for.
            if self._owner == os.getpid():
                process.wait()
            else:
                process.returncode = 0
        if said is not None:
            said.close()
        self._owner = 0


def _close(stream: IO[str]) -> None:
    try:
        stream.close()
    except OSError:
        pass
