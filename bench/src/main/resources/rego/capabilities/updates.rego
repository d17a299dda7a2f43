package lib.updates

is_update(review) {
  review.operation == "UPDATE"
}
