# METADATA
# description: Empty lines stand alone
package lint.rules.style["double-empty-line"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "double-empty-line",
	"description": "Empty lines stand alone",
}

report contains violation if {
	some i, line in input.regal.file.lines
	line == ""
	input.regal.file.lines[i + 1] == ""
	i + 2 < count(input.regal.file.lines)
	violation := util.at_row(about, i + 1)
}
