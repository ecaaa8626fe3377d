# What an argument or a pipeline that holds nothing means, and which objects the cmdlets take.
BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest
    # Every parameter that may be left out and would take an empty value: a name, a time or an object.
    $optional = foreach ($command in Get-Command -Module Rimuru -CommandType Cmdlet) {
        foreach ($parameter in $command.Parameters.Values) {
            if ($parameter.Name -in [Management.Automation.PSCmdlet]::CommonParameters) { continue }
            if ($parameter.Attributes | Where-Object { $_ -is [Parameter] -and $_.Mandatory }) { continue }
            if ($parameter.ParameterType -notin [string], [string[]], [psobject]) { continue }
            @{ Command = $command.Name; Parameter = $parameter.Name; Type = $parameter.ParameterType }
        }
    }
}
BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    Import-Module $Manifest -Force
    $PSDefaultParameterValues = @{ '*-Rimuru*:HomePath' = New-SampleHome "$TestDrive/home" }
    $recipes, $garden = '6f0a3c52-9d1e-4b77-8a40-2c51d7e9b013', 'c47d9e18-35b2-4f0c-9e6a-71f8a2b3d590'
}

Describe 'An empty argument' {
    It 'is an error: <Command> -<Parameter>' -ForEach $optional {
        # What a cmdlet demands besides; none of it is reached.
        $demanded = @{
            'Compare-RimuruModel' = @{ To = 'gpt-5.5' }; 'ConvertTo-RimuruCost' = @{ Model = 'gpt-5.5' }; 'Copy-RimuruStore' = @{ Destination = 'sqlite:x' }
            'Backup-RimuruStore' = @{ Path = 'x' }; 'Restore-RimuruStore' = @{ Path = 'x' }; 'Import-RimuruUsage' = @{ Path = 'x' }
            'Set-RimuruModel' = @{ Name = 'x' }; 'Remove-RimuruModel' = @{ Name = 'x' }
        }[$Command] ?? @{}
        $demanded.Remove($Parameter)
        foreach ($nothing in $(if ($Type -eq [string[]]) { $null, '', @(), @('x', ''), @($null) } else { $null, '' })) {
            $given = $demanded + @{ $Parameter = $nothing }
            { & $Command @given -ErrorAction Stop } | Should -Throw -ErrorId '*Rimuru.Commands.*' -Because "'$nothing'"
            try { & $Command @given -ErrorAction Stop } catch { $_.FullyQualifiedErrorId | Should -Match '^(E9001|ParameterArgumentValidationError\w*|ParameterArgumentTransformationError),' }
        }
    }

    It 'names the parameter' {
        { Get-RimuruCost -SessionId $null } | Should -Throw '*-SessionId is empty*leave it out*' -ErrorId 'E9001,Rimuru.Commands.GetRimuruCostCommand'
        { Get-RimuruCost -Agent '' } | Should -Throw '*-Agent is empty*'
        { Get-RimuruCost -InputObject $null } | Should -Throw '*-InputObject is empty*'
    }
}

Describe 'A pipeline of nothing' {
    It 'gets nothing, and changes nothing: <_>' -ForEach 'Get-RimuruCost', 'Get-RimuruSession', 'Get-RimuruUsage', 'Get-RimuruDuplicate', 'Get-RimuruAgent', 'Get-RimuruModel',
        'Sync-RimuruSession', 'Sync-RimuruModel', 'Test-RimuruAgent', 'Compare-RimuruCost', 'Watch-RimuruSession' {
        foreach ($nothing in $null, @()) { $nothing | & $_ -ErrorAction Stop | Should -BeNullOrEmpty -Because "'$nothing'" }
    }

    It 'gets nothing for properties that are all empty' {
        [pscustomobject]@{ Agent = ''; SessionId = $null } | Get-RimuruCost -ErrorAction Stop | Should -BeNullOrEmpty
        [pscustomobject]@{ Agent = '' } | Get-RimuruCost -Model *opus* -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'passes over the empty properties of an object, as a CSV has them' {
        ([pscustomobject]@{ Agent = 'Codex'; Model = ''; SessionId = '' } | Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly 0.164774d
        (Get-RimuruCost -By Agent | ConvertTo-Csv | ConvertFrom-Csv | Get-RimuruCost | Measure-RimuruCost).Sum | Should -BeExactly 0.440464d
    }
}
