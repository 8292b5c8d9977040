#!/usr/bin/env python3
"""Compares Sources/CPDFium/include/PDFiumFunctions.h with the ctypes bindings of a PDFium build.

usage: check-pdfium-header.py BINDINGS

BINDINGS is `pypdfium2_raw/bindings.py` of the wheel that libpdfium.so is taken from: generated from PDFium's own headers, so
it says what the library really expects. Every row of our header must name a function there, with as many parameters, of the
same kinds (integer, floating point, pointer) and sizes. Exit status 1 and one line per difference when they disagree.
"""

import ast
import pathlib
import re
import sys

HEADER = pathlib.Path(__file__).resolve().parent.parent / "Sources/CPDFium/include/PDFiumFunctions.h"

# Kinds of C types, spelled as in our header and as in ctypes.
C_KINDS = {
    "void": "void", "int": "int32", "unsigned int": "int32", "unsigned short": "int16",
    "unsigned long": "long", "size_t": "long", "float": "float", "double": "double",
}
CTYPES_KINDS = {
    "None": "void", "c_int": "int32", "c_uint": "int32", "c_uint32": "int32", "c_ushort": "int16", "c_ulong": "long",
    "c_size_t": "long", "c_float": "float", "c_double": "double", "c_char_p": "pointer", "c_void_p": "pointer",
    "String": "pointer", "POINTER": "pointer",
}


def our_functions():
    """Name to (kind of result, kinds of parameters) of our header."""
    text = HEADER.read_text()
    rows = re.findall(r"^PDFIUM_FUNCTION\(([^,]+),\s*(\w+),\s*\(([^)]*)\),\s*\(([^)]*)\)\)", text, re.M)
    if len(rows) != text.count("\nPDFIUM_FUNCTION("):
        sys.exit(f"{HEADER.name}: not every row has the form PDFIUM_FUNCTION(result, name, (parameters), (arguments))")
    return {name: (c_kind(result), parameter_kinds(parameters)) for result, name, parameters, _ in rows}


def parameter_kinds(parameters):
    if parameters.strip() == "void":
        return []
    return [c_kind(re.sub(r"\w+$", "", parameter.strip())) for parameter in parameters.split(",")]


def c_kind(declared):
    declared = declared.replace("const ", "").strip()
    if declared.endswith("*") or declared.startswith("FPDF_"):
        return "pointer"
    return C_KINDS[declared]


class Bindings:
    """What a ctypes module declares, read without running it."""

    def __init__(self, path):
        self.aliases, self.functions = {}, {}
        for node in ast.walk(ast.parse(pathlib.Path(path).read_text())):
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                self.add(node.targets[0], node.value)

    def add(self, target, value):
        if isinstance(target, ast.Name):
            self.aliases.setdefault(target.id, value)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            if target.attr in ("argtypes", "restype"):
                self.functions.setdefault(target.value.id, {})[target.attr] = value

    def kind(self, node):
        if isinstance(node, ast.Constant) and node.value is None:
            return "void"
        if isinstance(node, ast.Call):
            return "pointer"
        if node.id in CTYPES_KINDS:
            return CTYPES_KINDS[node.id]
        if node.id.startswith("enum_"):
            return "int32"
        return self.kind(self.aliases[node.id])

    def signature(self, name):
        declared = self.functions[name]
        return self.kind(declared["restype"]), [self.kind(node) for node in declared["argtypes"].elts]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    bindings = Bindings(sys.argv[1])
    ours = our_functions()
    differences = []
    for name, signature in sorted(ours.items()):
        if name not in bindings.functions:
            differences.append(f"{name}: not in the bindings")
        elif signature != bindings.signature(name):
            differences.append(f"{name}: ours {signature}, theirs {bindings.signature(name)}")
    print("\n".join(differences) or f"{len(ours)} functions agree")
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
