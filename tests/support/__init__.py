"""What tests share: homes, machines, runners, and what they write."""
