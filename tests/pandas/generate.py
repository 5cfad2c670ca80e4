"""Writes delimited.jsonl: small delimited files and what pandas makes of them.

    python tests/pandas/generate.py [--random N] [--seed S] [--out FILE]

Needs pandas 2.3.3. With --random, N random files are written instead of the committed selection.
"""

import argparse
import json
import pathlib
import random
import re
import tempfile
import warnings

import pandas as pd

HERE = pathlib.Path(__file__).parent

NAN_WORDS = ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A",
             "NA", "NULL", "NaN", "None", "n/a", "nan", "null"]
NOT_NAN = ["none", "NONE", "Null", "na", "Nan", "NAN", " None", "None ", "nan ", "N/a"]
INTEGERS = ["0", "1", "-1", "+5", "007", " 3", "4 ", "9223372036854775807", "-9223372036854775808", "12"]
BIG_INTEGERS = ["9223372036854775808", "18446744073709551615", "18446744073709551616", "-9223372036854775809",
                "99999999999999999999", "-99999999999999999999"]
FLOATS = [".5", "5.", "1e5", "2.50", "-0.0", "1E-5", "0.1", "inf", "-Infinity", "+inf", "INF", "1.e5", " 1.5 ", "1e-400",
          "0.1e309", "1.7976931348623157e308", "123456.789", "1e16", "1e22"]
NOT_NUMBERS = ["1_000", "0x10", "1,5", "5%", "1e", "e5", "--1", "1 2", "1e+", ".", "+", "-", "1e400", "0e400", "1.8e308", " inf",
               "2024-01-02", "- 5", "1.2.3", "1\u00a0", "\uff15", "infin", "1d5", "1e5.0", "-x"]
BOOLEANS = ["True", "False", "true", "FALSE", "tRuE"]
NOT_BOOLEANS = ["true ", " false", "T", "yes", "truee"]
TEXTS = ["a", "kidney", "é", "漢字", "😀", "A", "x y"]
LITERALS = INTEGERS + BIG_INTEGERS + FLOATS + NOT_NUMBERS + BOOLEANS + NOT_BOOLEANS + NAN_WORDS + NOT_NAN + TEXTS
POOLS = [INTEGERS, INTEGERS + BIG_INTEGERS, INTEGERS + FLOATS, INTEGERS + FLOATS + BIG_INTEGERS, BOOLEANS, BOOLEANS + ["1"],
         FLOATS, LITERALS, TEXTS]

STRUCTURE = [
    # quoting
    'a\tb\n"x"y\tx"y"z\n', 'a\tb\n"a""b"\t""\n', 'a\tb\n"a\tb"\t"c\nd"\n', 'a\tb\n"c\r\nd"\t"e\rf"\n', '"a\t"\tb""\n1\t2\n',
    'a\tb\n"""x"""\t""""\n', 'a\tb\n1\t"2\n3\t4\n', 'a\tb\n1\t2\n"', 'a\tb\nx\\"y\t"\\"\n', 'a\n""\n"NA"\nx\n', 'a\tb\n"1"\t"2"\n"3"\t4\n',
    'a\tb\n "x"\t y\n', 'a\tb\n""x\ty\n',
    # line ends and blank lines
    'a\tb\r\n1\t2\r\n', 'a\tb\r1\t2\r', 'a\tb\n1\t2\r\n3\t4\r5\t6', 'a\tb\n\n1\t2\n\n\n3\t4\n\n', '\n\n a\tb\n1\t2', 'a\tb\n  \n1\t2\n   ',
    'a\tb\n\t\n1\t2\n', 'a\tb\n \t \n', 'a\tb\n  1\t2\n', 'a\tb\r\n\r\n1\t2\r\n', 'a\tb\n\r\t1\t2\n', 'a\tb\n\r1\t2\n', 'a\tb\n1\t2\r\t3\n',
    'a\tb\r\r\t1\r', 'a\n1\n\n2', 'a\r\r\n1', 'a\tb\n1\t', 'a\tb', 'a\tb\n', 'a', '\t\n1\t2\n', '\u20281\n2\n', 'a\x0bb\n1\n', 'a\x85\n1\n',
    # byte order mark and NUL
    '\ufeffa\tb\n1\t2\n', '\ufeff"a"\tb\n1\t2\n', '\ufeff\na\n1', 'a\n\ufeff1\n', '\ufeff', 'a\tb\n1\x00x\t2\n', 'a\x00b\tc\n1\t2\n', 'a\n\x00\n',
    'a\tb\n"x\x00""y"\tz\n', 'a\tb\n\x00\t1\n', '\x00\n1\n',
    # nothing to read
    '', '\n', '\r\n  \n', '   ',
    # ragged rows
    'a\tb\tc\n1\n2\t3\n', 'a\tb\n1\t2\n3\t4\t5\n', 'a\tb\n1\t2\t3\n', 'a\tb\n1\t2\t3\n4\t5\t6\n7\n8\t9\n', 'a\tb\n1\t2\t3\n4\t5\t6\t7\n',
    'a\tb\n1\t2\t3\t4\nx\ty\n', 'a\tb\n1\n2\t3\t4\n', 'a\n1\t2\n3\n', 'a\tb\n1\t2\t\n', 'a\tb\t\n1\t2\n', 'a\tb\n1\t2\n\t\t\n', '1\t2\n',
    # names
    'x\tx\tx\n1\t2\t3\n', 'x\tx\tx.1\n1\t2\t3\n', 'x\tx.1\tx\tx\n1\t2\t3\t4\n', 'x.1\tx\tx\tx.1\n1\t2\t3\t4\n', '\ta\t\n1\t2\t3\n',
    '\tUnnamed: 0\n1\t2\n', '\t\t\n1\t2\t3\n', 'index \t Index\n1\t2\n', 'NA\tNA\tnan\n1\t2\t3\n', '1\t1\t1.1\n1\t2\t3\n', 'Unnamed: 1\t\t\n1\t2\t3\n',
]
NOT_UTF8 = [b'a\tb\n\xff\t1\n', b'a\xe9\n1\n', b'a\n\xed\xa0\x80\n', b'a\tb\n1\t"\xc3"\n', b'a\n1\x00\xff\n', b'a\n\xc3', b'\xef\xbb\n1\n']

ALPHABET = ["a", "b", "1", "2.5", '"', '"', '"', "D", "D", "D", "D", "\n", "\n", "\n", "\r\n", "\r", " ", " ", "\t", ",", "é", "\x00", "NA", "true", '""', '"x"']


def expected(content, delimiter):
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            frame = pd.read_csv(file.name, sep=delimiter)
        except pd.errors.EmptyDataError:
            return {"error": "empty"}
        except UnicodeDecodeError:
            return {"error": "utf8"}
        except pd.errors.ParserError as error:
            if "EOF inside string" in str(error):
                return {"error": "quote"}
            if "Expected" in str(error):
                return {"error": "fields"}
            raise RuntimeError(f"{content!r}: {error}") from error
    return {"names": list(frame.columns), "columns": [[cell(value) for value in frame[name].tolist()] for name in frame.columns]}


def cell(value):
    """A value's kind and what `str` prints, as one text."""
    if value != value:
        return "-"
    return {bool: "b", int: "i", float: "f", str: "t"}[type(value)] + str(value)


def case(content, delimiter):
    given = {"delimiter": delimiter}
    if isinstance(content, bytes):
        given["hex"] = content.hex()
    else:
        given["text"] = content
        content = content.encode()
    return given | expected(content, delimiter)


def quoted(text, delimiter, chance):
    if any(special in text for special in (delimiter, "\n", "\r", '"')) or chance.random() < 0.2:
        return '"' + text.replace('"', '""') + '"'
    return text


def random_table(chance, delimiter):
    columns = []
    rows = chance.randint(1, 5)
    for _ in range(chance.randint(1, 4)):
        pool = chance.choice(POOLS)
        if chance.random() < 0.4:
            pool = pool + chance.sample(NAN_WORDS, 2)
        columns.append([chance.choice(pool) for _ in range(rows)])
    names = [chance.choice(["a", "b", "x", "x.1", "", "index", "Unnamed: 0", "é", "NA"]) for _ in columns]
    end = chance.choice(["\n", "\r\n"])
    lines = [names] + list(map(list, zip(*columns)))
    return end.join(delimiter.join(quoted(text, delimiter, chance) for text in line) for line in lines) + chance.choice(["", end])


def random_structure(chance, delimiter):
    start = chance.choice(["", "", "\ufeff", "aDb\n", "aDb\n", "aDbDc\n1D2D3\n"])
    body = "".join(chance.choice(ALPHABET) for _ in range(chance.randint(0, 25)))
    return (start + body).replace("D", delimiter)


def rereads_lines(text):
    """pandas reads lines again, endlessly, where a lone return is followed by a blank."""
    return re.search("\r,?[ \t]", text) is not None


def selection():
    chance = random.Random(20240819)
    for delimiter in "\t,":
        for text in STRUCTURE:
            yield text.replace("\t", delimiter), delimiter
        for content in NOT_UTF8:
            yield content.replace(b"\t", delimiter.encode()), delimiter
    yield "a,b\n\t\n \t \n1,2\n\t3,4\n", ","
    for literal in dict.fromkeys(LITERALS):
        yield f'a\tb\n"{literal}"\tx\n', "\t"
        yield f'a\tb\n"{literal}"\tx\n\tx\n', "\t"
    yield "a\tb\n" + "".join(f"{word}\tx\n" for word in NAN_WORDS + NOT_NAN), "\t"
    yield from random_cases(chance, 500)


def random_cases(chance, count):
    while count:
        delimiter = chance.choice("\t,")
        text = chance.choice([random_table, random_structure])(chance, delimiter)
        if not rereads_lines(text):
            count -= 1
            yield text, delimiter


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--random", type=int)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--out", type=pathlib.Path, default=HERE / "delimited.jsonl")
    options = arguments.parse_args()
    assert pd.__version__ == "2.3.3", pd.__version__
    warnings.simplefilter("ignore")
    cases = random_cases(random.Random(options.seed), options.random) if options.random else selection()
    with options.out.open("w", encoding="utf-8") as out:
        for content, delimiter in cases:
            out.write(json.dumps(case(content, delimiter), ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
