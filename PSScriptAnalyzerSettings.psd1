@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # build.ps1 and the test runner talk to a person.
        'PSAvoidUsingWriteHost'

        # The functions here are parts of tests and of the build, which nobody asks to confirm. What users call is C#, and asks.
        'PSUseShouldProcessForStateChangingFunctions'

        # Pester hands variables from BeforeAll to its tests, and functions read the parameters of their script: these rules see neither.
        # Scripts.Tests.ps1 looks for both in whole files.
        'PSUseDeclaredVarsMoreThanAssignments'
        'PSReviewUnusedParameter'
    )
    Rules        = @{
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4; Kind = 'space' }
        # In manifests the values stand below each other.
        PSUseConsistentWhitespace  = @{ Enable = $true; IgnoreAssignmentOperatorInsideHashTable = $true }
        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true }
        # Of a block on several lines: catch, else and finally begin a line of their own.
        PSPlaceCloseBrace          = @{ Enable = $true; NewLineAfter = $true }
        # Postgres is a name, and Docs a task of build.ps1.
        PSUseSingularNouns         = @{ Enable = $true; NounAllowList = @('Data', 'Docs', 'Postgres', 'Windows') }
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('7.4') }
    }
}
