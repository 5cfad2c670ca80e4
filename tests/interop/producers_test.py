"""Files of many producers are read to the same score as the csv that they were made from."""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from producers import PRODUCERS

PROJECT = pathlib.Path(__file__).parents[2]
MALFORMED = PROJECT / "tests/malformed"
NODE_PACKAGES = pathlib.Path(os.environ["INTEROP_NODE_PACKAGES"])


def rows():
    """The clean predictions, indices as numbers and blanks as none."""
    with open(MALFORMED / "clean.csv", newline="", encoding="utf-8") as file:
        header, *body = csv.reader(file)
    cell = lambda name, text: int(text) if name == "index" else text or None
    return [header] + [[cell(name, text) for name, text in zip(header, row)] for row in body]


def score(path):
    command = [PROJECT / "target/debug/gmai-scope", "score", "--dataset", MALFORMED / "dataset_val.tsv", "--predictions", path]
    return json.loads(subprocess.run(command, check=False, stdout=subprocess.PIPE, cwd=PROJECT).stdout)


class Producers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.rows = rows()
        cls.expected = score(MALFORMED / "clean.csv")
        assert "error" not in cls.expected, cls.expected

    def compare(self, *paths):
        for path in paths:
            with self.subTest(path.stem):
                self.assertEqual(score(path), self.expected)

    def test_python(self):
        for name, write in PRODUCERS.items():
            write(self.folder / f"{name}.xlsx", self.rows)
        self.compare(*(self.folder / f"{name}.xlsx" for name in PRODUCERS))

    def test_javascript(self):
        folder = self.folder / "javascript"
        folder.mkdir()
        source = self.folder / "rows.json"
        source.write_text(json.dumps(self.rows), encoding="utf-8")
        # Node looks for packages beside the script.
        script = shutil.copy(pathlib.Path(__file__).with_name("producers.mjs"), NODE_PACKAGES)
        subprocess.run(["node", script, source, folder], check=True)
        files = sorted(folder.glob("*.xlsx"))
        self.assertEqual(len(files), 5)
        self.compare(*files)

    @unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
    def test_libreoffice(self):
        # 76: text in UTF-8, fields separated by commas (44) and quoted by quotation marks (34).
        options = ["--infilter=CSV:44,34,76,1", "--convert-to", "xlsx", "--outdir", self.folder / "libreoffice"]
        subprocess.run(["soffice", "--headless", *options, MALFORMED / "clean.csv"], check=True, stdout=subprocess.DEVNULL)
        self.compare(self.folder / "libreoffice/clean.xlsx")


if __name__ == "__main__":
    unittest.main()
