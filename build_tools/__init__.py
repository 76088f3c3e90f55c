"""政策知识库: from gazette text to a static, searchable policy site."""
