-- name: points
select
    easting,
    northing,
    month,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $first and $last
    and ($left_out = '' or position(',' || provider || ',' in $left_out) = 0)
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null
    and (domestic = 0 or (domestic is null and coalesce(location_type, '') not in ('own_home', 'other_home')))
group by
    easting,
    northing,
    month
order by
    easting,
    northing,
    month

-- name: areas
select
    area,
    month,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $first and $last
    and ($left_out = '' or position(',' || provider || ',' in $left_out) = 0)
    and area is not null
    and (domestic = 0 or (domestic is null and coalesce(location_type, '') not in ('own_home', 'other_home')))
group by
    area,
    month
order by
    area,
    month
