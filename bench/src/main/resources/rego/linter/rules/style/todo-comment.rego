# METADATA
# description: A comment does not put work off
package lint.rules.style["todo-comment"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "todo-comment",
	"description": "A comment does not put work off",
}

report contains violation if {
	some comment in input.comments
	regex.match(`(?i)^\s*(todo|fixme|xxx)\b`, comment.text)
	violation := util.violation(about, comment)
}
