stores = {
  logs = {
    days  = 7
    tags  = { Kind = "logs" }
    rules = [{ name = "old" }, { name = "ancient", prefix = "", after = 365 }]
  }
  plain = {}
  loose = { versioned = false, days = null }
}
