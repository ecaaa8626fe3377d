# The repository's own scripts. PSScriptAnalyzer finds more with PSScriptAnalyzerSettings.psd1; this is what PowerShell's parser suffices for.
using namespace System.Management.Automation.Language

BeforeAll {
    . "$PSScriptRoot/Support.ps1"

    # A script's functions, the variables and parameters that it sets, and the names of the variables that it reads.
    function Read-Script([IO.FileInfo] $File) {
        $tokens = $errors = $null
        $tree = [Parser]::ParseFile($File.FullName, [ref] $tokens, [ref] $errors)
        $parts = $tree.FindAll({ $args[0] -is [AssignmentStatementAst] -or $args[0] -is [ParameterAst] -or $args[0] -is [VariableExpressionAst] -or $args[0] -is [FunctionDefinitionAst] }, $true)
        $set = [Collections.Generic.HashSet[object]]::new([Collections.Generic.ReferenceEqualityComparer]::Instance)
        foreach ($part in $parts) {
            if ($part -is [ParameterAst]) { $null = $set.Add($part.Name) }
            if ($part -isnot [AssignmentStatementAst]) { continue }
            $left = $part.Left
            while ($left -is [AttributedExpressionAst]) { $left = $left.Child }
            if ($left -is [VariableExpressionAst]) { $null = $set.Add($left) }
        }
        [pscustomobject]@{
            Name = $File.Name
            Errors = @($errors)
            Tokens = $tokens
            Functions = @($parts | Where-Object { $_ -is [FunctionDefinitionAst] })
            Set = $set
            Read = @($parts | Where-Object { $_ -is [VariableExpressionAst] -and -not $set.Contains($_) } | ForEach-Object { $_.VariablePath.UserPath } | Sort-Object -Unique)
        }
    }

    $scripts = Get-Item "$Root/*.ps1", "$Root/*.psd1", "$Root/bench/*.ps1", "$PSScriptRoot/*.ps1" | ForEach-Object { Read-Script $_ }
}

Describe 'The scripts' {
    It 'are well formed' { $scripts | ForEach-Object { $_.Errors } | Should -BeNullOrEmpty }

    It 'are indented by four' {
        $wrong = foreach ($script in $scripts) {
            $line = 0
            foreach ($token in $script.Tokens | Where-Object Kind -NotIn NewLine, EndOfInput) {
                $place = $token.Extent
                if ($place.StartLineNumber -gt $line -and ($place.StartColumnNumber - 1) % 4) { "$($script.Name):$($place.StartLineNumber)" }
                $line = $place.EndLineNumber
            }
        }
        $wrong | Should -BeNullOrEmpty
    }

    It 'read every variable and parameter that they set' {
        $tests = $scripts | Where-Object Name -Like '*.Tests.ps1' | ForEach-Object { $_.Read }
        $wrong = foreach ($script in $scripts) {
            $read = $script.Read
            if ($script.Name -eq 'Support.ps1') { $read += $tests } # what it sets is theirs
            foreach ($variable in $script.Set) {
                $name = $variable.VariablePath.UserPath
                if ($name -notin $read -and $name -notmatch '^(null|env:.*|PSDefaultParameterValues|.*Preference)$') { "$($script.Name):$($variable.Extent.StartLineNumber) $name" }
            }
        }
        $wrong | Should -BeNullOrEmpty
    }

    It 'name functions in the singular' {
        $scripts | ForEach-Object { $_.Functions } | ForEach-Object Name | Where-Object { $_ -match 's$' -and $_ -notmatch '-(Docs|Postgres)$' } | Should -BeNullOrEmpty
    }
}
