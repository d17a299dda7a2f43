# METADATA
# description: A line is not too long
package lint.rules.style["line-length"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "line-length",
	"description": "A line is not too long",
}

limit := data.settings.rules.style["line-length"]["max-line-length"]

report contains violation if {
	some i, line in input.regal.file.lines
	count(line) > limit
	violation := util.at_row(about, i + 1)
}
