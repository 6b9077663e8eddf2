variable /* what it is */ "late" {
  default = 1
}
