"""Packs predictions and reads what comes out with programs that are not ours."""

import csv
import email
import email.policy
import hashlib
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

import openpyxl

PROJECT = pathlib.Path(__file__).parents[2]
MALFORMED = PROJECT / "tests/malformed"

# Column order of a TEST result of VLMEvalKit.
COLUMNS = [
    "index", "question", "A", "B", "C", "D", "E", "category", "clinical VQA task", "department",
    "perceptual granularity", "modality", "original task", "image_path", "prediction",
]

# What spreadsheets, XML or their readers are apt to change.
DELICATE = [
    "A", " B ", "=C", "-D", "+A", "@B", "'C", "007", "1", "1.50", "TRUE", "2024-03-01", "1/2", "1e5", "None", "nan",
    "<b>A & B</b> \"C\"", "line one\nline two", "tab\there", "_x0041_", "x000D", "心脏 🫀 A", "#NAME?", "http://example.org/A",
    "mailto:A", "  ", "A" * 32_767, "\u00a0A", "]]>", "&amp;",
]


def package(dataset, predictions, model, team, out):
    command = [
        PROJECT / "target/debug/examples/package", "--dataset", dataset, "--predictions", predictions, "--model", model,
        "--team", team, "--arxiv", "https://www.arxiv.org/pdf/2408.03361v7.pdf", "--out", out,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=PROJECT)
    return {path.suffix: path for path in pathlib.Path(out).iterdir()}


def questions():
    with open(MALFORMED / "dataset_test.tsv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        folder = pathlib.Path(cls.folder.name)
        cls.rows = [dict(row, prediction=text) for row, text in zip(questions(), DELICATE, strict=True)]
        predictions = folder / "predictions.csv"
        with open(predictions, "w", newline="", encoding="utf-8") as file:
            # The order of the columns is another one, and there is one that must not be sent.
            names = ["prediction", "answer", *reversed(COLUMNS[:-1])]
            writer = csv.DictWriter(file, names, extrasaction="ignore", quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(dict(row, answer="A") for row in cls.rows)
        cls.files = package(
            MALFORMED / "dataset_test.tsv", predictions, 'Modell "Ä"\r\nBcc: x@example.org', "队 Team", folder / "out"
        )

    def test_the_spreadsheet_has_columns_types_and_texts(self):
        book = openpyxl.load_workbook(self.files[".xlsx"])
        self.assertEqual(len(book.sheetnames), 1)
        header, *rows = book.active.iter_rows()
        self.assertEqual([cell.value for cell in header], COLUMNS)
        self.assertEqual(len(rows), len(self.rows))
        for cells, expected in zip(rows, self.rows):
            for name, cell in zip(COLUMNS, cells):
                with self.subTest(index=expected["index"], column=name):
                    if name == "index":
                        self.assertIs(type(cell.value), int)
                        self.assertEqual(cell.value, int(expected[name]))
                    elif expected[name] == "":
                        self.assertIsNone(cell.value)
                    else:
                        self.assertEqual((cell.data_type, cell.value), ("s", expected[name]))

    def test_the_manifest_has_the_digest(self):
        manifest = json.loads(self.files[".json"].read_text("utf-8"))
        spreadsheet = self.files[".xlsx"].read_bytes()
        self.assertEqual(
            manifest["files"],
            [{
                "name": self.files[".xlsx"].name,
                "bytes": len(spreadsheet),
                "sha256": hashlib.sha256(spreadsheet).hexdigest(),
            }],
        )
        self.assertEqual(manifest["arxiv"], "https://arxiv.org/abs/2408.03361v7")
        self.assertEqual((manifest["rows"], manifest["dataset"]["rows"]), (30, 30))

    def test_the_mail_is_a_draft_with_the_files(self):
        content = self.files[".eml"].read_bytes()
        message = email.message_from_bytes(content, policy=email.policy.default)
        self.assertEqual(message.defects, [])
        self.assertEqual(message["X-Unsent"], "1")
        self.assertIsNone(message["Bcc"])
        self.assertEqual(
            message["Subject"], 'GMAI-MMBench TEST submission: Modell "Ä" Bcc: x@example.org (队 Team)'
        )
        self.assertEqual(
            [address.addr_spec for address in message["To"].addresses],
            ["wangguoan@pjlab.org.cn", "guoanwang971@gmail.com"],
        )
        self.assertIn("Team: 队 Team", message.get_body().get_content())
        attached = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
        expected = [self.files[".xlsx"], self.files[".json"]]
        self.assertEqual(attached, {path.name: path.read_bytes() for path in expected})
        self.assertEqual(self.files[".xlsx"].name, "Modell-Ä-Bcc-x-example.org_GMAI-MMBench_TEST.xlsx")
        encoded = [line for line in content.split(b"\r\n") if re.fullmatch(rb"[A-Za-z0-9+/]{40,}=*", line)]
        self.assertEqual(max(map(len, encoded)), 76)


class PackageOfASpreadsheet(unittest.TestCase):
    def test_a_published_example_keeps_its_predictions(self):
        source = MALFORMED / "answer_leak_test.xlsx"
        with tempfile.TemporaryDirectory() as folder:
            files = package(MALFORMED / "dataset_test.tsv", source, "Model", "Team", folder)
            read = [
                [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()]
                for path in (source, files[".xlsx"])
            ]
        (names, *before), (packed_names, *after) = read
        self.assertEqual(packed_names, COLUMNS)
        places = [names.index(name) for name in COLUMNS]
        self.assertEqual(after, [[row[place] for place in places] for row in before])


if __name__ == "__main__":
    unittest.main()
