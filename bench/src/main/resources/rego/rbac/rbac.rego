# METADATA
# title: Role-based access control
# description: Users have roles, roles have permissions, and an administrator may do everything.
package app.rbac

import rego.v1

default allow := false

allow if user_is_admin

allow if {
	some permission in permissions_of_user
	permission.action == input.action
	permission.resource == input.resource
}

user_is_admin if "admin" in data.users[input.user].roles

permissions_of_user contains permission if {
	some role in data.users[input.user].roles
	some permission in data.roles[role].permissions
}
