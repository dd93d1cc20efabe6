from gql_content.cli import main

main()
