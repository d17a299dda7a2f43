# METADATA
# description: A comment begins with a blank
package lint.rules.style["comment-space"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "comment-space",
	"description": "A comment begins with a blank",
}

report contains violation if {
	some comment in input.comments
	not startswith(comment.text, " ")
	not comment.text in {"", "#"}
	not regex.match(`^#+$`, comment.text)
	violation := util.violation(about, comment)
}
