# METADATA
# description: No line ends with a blank
package lint.rules.style["trailing-blank"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "trailing-blank",
	"description": "No line ends with a blank",
}

report contains violation if {
	some i, line in input.regal.file.lines
	regex.match(`[ \t]+$`, line)
	violation := util.at_row(about, i + 1)
}
