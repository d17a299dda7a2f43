# METADATA
# description: The package is named as its folder
package lint.rules.idiomatic["directory-package-match"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "idiomatic",
	"title": "directory-package-match",
	"description": "The package is named as its folder",
}

report contains violation if {
	folders := split(input.regal.file.name, input.regal.environment.path_separator)
	without := array.slice(folders, 0, count(folders) - 1)
	path := array.slice(ast.package_path, 1, count(ast.package_path))
	last := array.slice(without, max([0, count(without) - count(path)]), count(without))
	path != last
	violation := util.violation(about, input["package"])
}
