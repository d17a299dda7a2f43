package k8scapabilities

import data.lib.exempt.is_exempt
import data.lib.updates.is_update

violation[{"msg": text}] {
  # The capabilities of a pod cannot change, so an update has nothing to say about them.
  not is_update(input.review)
  container := input.review.object.spec.containers[_]
  not is_exempt(container)
  has_disallowed(container)
  text := sprintf("container <%v> has a capability that is not allowed; allowed are %v", [container.name, allowed_list])
}

violation[{"msg": text}] {
  not is_update(input.review)
  container := input.review.object.spec.containers[_]
  not is_exempt(container)
  misses_drop(container)
  text := sprintf("container <%v> does not drop all of %v", [container.name, input.parameters.requiredDropCapabilities])
}

violation[{"msg": text}] {
  not is_update(input.review)
  container := input.review.object.spec.initContainers[_]
  not is_exempt(container)
  has_disallowed(container)
  text := sprintf("init container <%v> has a capability that is not allowed; allowed are %v", [container.name, allowed_list])
}

violation[{"msg": text}] {
  not is_update(input.review)
  container := input.review.object.spec.initContainers[_]
  not is_exempt(container)
  misses_drop(container)
  text := sprintf("init container <%v> does not drop all of %v", [container.name, input.parameters.requiredDropCapabilities])
}

violation[{"msg": text}] {
  not is_update(input.review)
  container := input.review.object.spec.ephemeralContainers[_]
  not is_exempt(container)
  has_disallowed(container)
  text := sprintf("ephemeral container <%v> has a capability that is not allowed; allowed are %v", [container.name, allowed_list])
}

violation[{"msg": text}] {
  not is_update(input.review)
  container := input.review.object.spec.ephemeralContainers[_]
  not is_exempt(container)
  misses_drop(container)
  text := sprintf("ephemeral container <%v> does not drop all of %v", [container.name, input.parameters.requiredDropCapabilities])
}

allowed_list = text {
  names := [name | name := input.parameters.allowedCapabilities[_]]
  count(names) > 0
  text := concat(", ", names)
}

allowed_list = "none" {
  names := [name | name := input.parameters.allowedCapabilities[_]]
  count(names) == 0
}

has_disallowed(container) {
  allowed := {name | name := lower(input.parameters.allowedCapabilities[_])}
  not allowed["*"]
  added := {name | name := lower(container.securityContext.capabilities.add[_])}
  count(added - allowed) > 0
}

misses_drop(container) {
  must := {name | name := lower(input.parameters.requiredDropCapabilities[_])}
  not must["all"]
  dropped := {name | name := lower(container.securityContext.capabilities.drop[_])}
  not dropped["all"]
  count(must - dropped) > 0
}

misses_drop(container) {
  must := {name | name := lower(input.parameters.requiredDropCapabilities[_])}
  must["all"]
  dropped := {name | name := lower(container.securityContext.capabilities.drop[_])}
  not dropped["all"]
}

field_or(object, field, fallback) = out {
  out := object[field]
}

field_or(object, field, fallback) = out {
  not has_field(object, field)
  out := fallback
}

has_field(object, field) {
  _ = object[field]
}
