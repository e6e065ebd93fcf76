"""What every room stands on: time, trail, organisation, people, access, records, notices, files, jobs and looks."""
