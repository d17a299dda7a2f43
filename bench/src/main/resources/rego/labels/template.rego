package k8srequiredlabels

message_or(parameters, fallback) = text {
  text := parameters.message
}

message_or(parameters, fallback) = text {
  not parameters.message
  text := fallback
}

violation[{"msg": text, "details": {"missing_labels": missing}}] {
  provided := {label | input.review.object.metadata.labels[label]}
  required := {label | label := input.parameters.labels[_].key}
  missing := required - provided
  count(missing) > 0
  fallback := sprintf("the object must have the labels %v", [missing])
  text := message_or(input.parameters, fallback)
}

violation[{"msg": text}] {
  value := input.review.object.metadata.labels[key]
  wanted := input.parameters.labels[_]
  wanted.key == key
  wanted.allowedRegex != ""
  not regex.match(wanted.allowedRegex, value)
  fallback := sprintf("the label <%v: %v> does not match %v", [key, value, wanted.allowedRegex])
  text := message_or(input.parameters, fallback)
}
