# METADATA
# description: Raw strings are kept for patterns
package lint.rules.style["string-quotes"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "string-quotes",
	"description": "Raw strings are kept for patterns",
}

report contains violation if {
	some index
	some term in ast.found.strings[index]
	place := util.location(term)
	line := input.regal.file.lines[place.row - 1]
	substring(line, place.col - 1, 1) == "`"
	not regex.match(`[\\^$*+?()|]|\[`, term.value)
	violation := util.violation(about, term)
}
