# METADATA
# description: A file is not too long
package lint.rules.style["file-length"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "style",
	"title": "file-length",
	"description": "A file is not too long",
}

limit := data.settings.rules.style["file-length"]["max-file-length"]

report contains violation if {
	count(input.regal.file.lines) > limit
	violation := util.violation(about, input["package"])
}
