"""Where compiled kernels are kept, and how damage is found there.

Numba's own cache does not see an edit in a *called* file, so each version of a kernel has a folder of its own, named
by the digest of all the code it runs; and a cache is code, so the folder is private to its owner. Numba believes what
it finds: a cut index ends a run, a changed byte of machine code ends the process. So each file is sealed once it is
written, by an empty file named after its digest; whatever has no seal is dropped when a process starts, and compiled
again.
"""

from __future__ import annotations

import atexit
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path
from shutil import rmtree
from time import time

from simulation.core.numba.fingerprint import surroundings_digest

PACKAGE = Path(__file__).resolve().parents[2]
KEPT_CACHES = 3
KEPT_VERSIONS = 8
"""Versions of one kernel that are kept, so that two checkouts, or two branches, need not compile in turn."""
SOURCE = "kernel.source"
"""What Numba takes for the source of a kernel: the same wherever the package lies, and whatever its comments say."""
OWN_FOLDER = "multipartner-kernels"
"""Inside the folder that the user names, nothing but this folder is ours."""
STAMP, STAMP_TEXT = "multipartner-kernels.txt", "Compiled kernels of multipartner. This folder may be deleted.\n"
PRIVATE = "MULTIPARTNER_PRIVATE_KERNELS"
"""Environment variable by which a process tells those it starts where its temporary cache is."""
PROBE_SIZE = 65536
ABANDONED_AFTER = 3600.0
"""Seconds after which a half-written file counts as left behind."""


@cache
def code_digest() -> str:
    """Return the digest of every source and data file of the model: the code part of a run's identity.

    In an installation the names of modules begin with that of the whole; the digest is that of the clone.
    """
    digest = sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".csv"} and path.is_file():
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n").replace(b"multipartner.simulation", b"simulation"))
    return digest.hexdigest()


def compiling_is_on() -> bool:
    """Tell whether kernels are compiled (``NUMBA_DISABLE_JIT`` is not set)."""
    return os.environ.get("NUMBA_DISABLE_JIT", "0") in {"", "0"}


def extends_numba() -> bool:
    """Tell whether kernels take the state as one address and arrays on loan (``MULTIPARTNER_PLAIN_NUMBA`` is not set).

    Numba by itself gives the same numbers; it takes longer to compile and to run.
    """
    return os.environ.get("MULTIPARTNER_PLAIN_NUMBA", "0") in {"", "0"}


def _own_folders() -> Iterator[Path]:
    if named := os.environ.get("MULTIPARTNER_CACHE"):
        yield Path(named) / OWN_FOLDER
    yield PACKAGE / "__pycache__" / OWN_FOLDER
    with suppress(RuntimeError):  # a user without a home
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()) / OWN_FOLDER


def _is_private_and_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        owner_is_me = not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
        others_may_write = os.name == "posix" and folder.stat().st_mode & 0o022
        probe = folder / f".probe-{os.getpid()}"
        try:
            probe.write_bytes(bytes(PROBE_SIZE))  # nor may the disk be full
        finally:
            probe.unlink(missing_ok=True)
    except OSError:
        return False
    return owner_is_me and not others_may_write


def _is_stamped(folder: Path) -> bool:
    """Tell whether a folder is a cache that this program has made."""
    try:
        return not folder.is_symlink() and (folder / STAMP).read_text(encoding="utf-8") == STAMP_TEXT
    except (OSError, ValueError):
        return False


def _stamped(folder: Path) -> bool:
    """Make a cache folder, if need be, and put the stamp into it; False where it cannot be used."""
    if not _is_private_and_writable(folder):
        return False
    try:
        if not _is_stamped(folder):
            (folder / STAMP).write_text(STAMP_TEXT, encoding="utf-8")
    except OSError:
        return False
    return True


def _version(base: Path) -> str:
    """Name the compiler and the place: Numba does not find again what was moved with the folder it lies in."""
    digest = sha256(f"{surroundings_digest()} {base.resolve()}".encode()).hexdigest()
    plain = "" if extends_numba() else "-plain"
    return f"{digest[:16]}-py{sys.version_info.major}{sys.version_info.minor}{plain}"


@cache
def cache_folder() -> Path:
    """Return the folder of compiled kernels for this compiler; a temporary one where nothing else is writable."""
    for base in _own_folders():
        folder = base / _version(base)
        if _is_private_and_writable(base) and _stamped(folder):
            _drop_old_caches(base, keep=folder)
            break
    else:
        base = _temporary_folder()
        folder = base / _version(base)
        folder.mkdir(mode=0o700, exist_ok=True)
    drop_damaged(folder)
    _known.update({path: path.stat().st_ino for path in _kernel_files(folder)})
    atexit.register(seal)
    return folder


def kernel_folder(name: str, digest: str) -> Path:
    """Return the folder of one version of a kernel, which need not be there yet."""
    return cache_folder() / f"{name}-{digest[:24]}"


def source_of(name: str, digest: str) -> Path:
    """Make the folder of one version of a kernel, and return the file that stands for its source.

    Raises
    ------
    OSError : it cannot be written
    """
    folder = kernel_folder(name, digest)
    folder.mkdir(mode=0o700, exist_ok=True)
    text = f"# The compiled code of {name}. This folder may be deleted.\n".encode()
    source = folder / SOURCE
    if not source.is_file() or source.read_bytes() != text:
        _remove(source)
        source.write_bytes(text)
        _drop_old_versions(name, keep=folder)
    else:
        with suppress(OSError):
            os.utime(folder)  # the least recently used go first
    return source


def _drop_old_versions(name: str, keep: Path) -> None:
    with suppress(OSError):
        others = [each for each in cache_folder().glob(f"{name}-*") if each != keep and not each.is_symlink()]
        others.sort(key=lambda folder: folder.stat().st_mtime)
        for folder in others[: max(0, len(others) + 1 - KEPT_VERSIONS)]:
            rmtree(folder, ignore_errors=True)


def _temporary_folder() -> Path:
    """Return a private folder that is shared with the processes started from here, and removed at the end."""
    if (shared := os.environ.get(PRIVATE)) and _is_stamped(Path(shared)) and _is_private_and_writable(Path(shared)):
        return Path(shared)
    _remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=f"{OWN_FOLDER}-{os.getpid()}-"))
    (folder / STAMP).write_text(STAMP_TEXT, encoding="utf-8")
    os.environ[PRIVATE] = str(folder)
    maker = os.getpid()

    def remove() -> None:
        if os.getpid() == maker:
            rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return folder


def _remove_abandoned() -> None:
    """Remove temporary caches of this user whose process was killed before it could."""
    if os.name != "posix":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{OWN_FOLDER}-*-*"):
        process = folder.name.removeprefix(f"{OWN_FOLDER}-").split("-")[0]
        with suppress(OSError):
            if process.isdecimal() and _is_stamped(folder) and folder.stat().st_uid == os.getuid():
                _remove_if_dead(folder, int(process))


def _remove_if_dead(folder: Path, process: int) -> None:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        rmtree(folder, ignore_errors=True)


def _drop_old_caches(base: Path, keep: Path) -> None:
    """Remove all but the newest few stamped caches of older code, so that editing does not fill the disk."""
    with suppress(OSError):  # another process may be doing the same
        others = [folder for folder in base.iterdir() if folder != keep and _is_stamped(folder)]
        others.sort(key=lambda folder: folder.stat().st_mtime)
        for folder in others[: max(0, len(others) + 1 - KEPT_CACHES)]:
            rmtree(folder, ignore_errors=True)


_known: dict[Path, int] = {}
"""Kernel files that were whole when this process began, or have been sealed since, with their place on the disk."""


def _kernel_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.nb[ic]") if path.is_file()]


def _seal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.{blake2b(path.read_bytes(), digest_size=16).hexdigest()}.sealed")


def drop_damaged(folder: Path) -> list[Path]:
    """Remove kernel files that are not, byte for byte, what was once written; return them."""
    dropped = []
    for path in folder.rglob("*.nb[ic]"):
        try:
            is_whole = path.is_file() and _seal_of(path).exists()
        except OSError:
            is_whole = False
        if not is_whole:
            _remove(path)
            dropped.append(path)
    for path in folder.rglob("*.tmp.*"):
        with suppress(OSError):
            if time() - path.stat().st_mtime > ABANDONED_AFTER:
                path.unlink()
    return dropped


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            rmtree(path)
        else:
            path.unlink()


def seal() -> None:
    """Seal what has been written to the cache since this process began.

    Numba puts every file into its place anew; one that has changed where it lies has been damaged, and gets no seal.
    """
    with suppress(OSError):  # a disk that is full, or a cache that was deleted meanwhile: recompiled next time
        for path in _kernel_files(cache_folder()):
            place = path.stat().st_ino
            if _known.get(path) != place:
                _seal_of(path).touch(mode=0o600)
                _known[path] = place
