provider "google" {
  project = "shop-prod"
  region  = "europe-west1"
}
resource "google_storage_bucket" "data" {
  name                        = "shop-data"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  versioning {
    enabled = true
  }
  labels = { team = "core" }
}
resource "google_compute_firewall" "https" {
  name    = "https"
  network = google_compute_network.main.name
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
  source_ranges = ["10.0.0.0/8"]
}
resource "google_compute_network" "main" {
  name                    = "main"
  auto_create_subnetworks = false
}
resource "google_sql_database_instance" "db" {
  name             = "db"
  region           = "europe-west1"
  database_version = "POSTGRES_15"
  settings {
    tier = "db-custom-2-7680"
    backup_configuration {
      enabled = true
    }
    ip_configuration {
      ipv4_enabled = false
      ssl_mode     = "ENCRYPTED_ONLY"
    }
  }
}
resource "google_storage_bucket_iam_member" "m" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectViewer"
  member = "group:dev@example.org"
}
